package com.sparkify.etl.table;

import com.sparkify.enumeration.CallResult;
import com.sparkify.enumeration.CallResult.Kind;
import com.sparkify.enumeration.Calls;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;

/** As much of Iceberg's interfaces as {@link TableWriter} uses. A file is its only row; a delete is how its rows begin. */
public final class SteppedTable {
    private SteppedTable() {}

    static Table of(Calls calls, LakeTable name, Map<LakeTable, Long> versions) {
        return proxy(Table.class, (self, method, arguments) -> switch (method.getName()) {
            case "newRowDelta" -> delta(calls, name, versions);
            case "currentSnapshot" -> versions.containsKey(name) ? snapshot(versions.get(name)) : null;
            case "schema" -> name.schema();
            case "properties" -> name.properties();
            default -> throw new AssertionError("Stand-in lacks " + method);
        });
    }

    private static Snapshot snapshot(long id) {
        return proxy(Snapshot.class, (self, method, arguments) -> switch (method.getName()) {
            case "snapshotId" -> id;
            case "summary" -> Map.of("total-records", "0");
            default -> throw new AssertionError("Stand-in lacks " + method);
        });
    }

    private static RowDelta delta(Calls calls, LakeTable name, Map<LakeTable, Long> versions) {
        List<String> changes = new ArrayList<>(List.of("0"));
        return proxy(RowDelta.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "set", "scanManifestsWith", "validateNoConflictingDataFiles" -> {}
                case "addRows" -> changes.add("+" + ((ContentFile<?>) arguments[0]).location());
                case "addDeletes" -> changes.add("-" + ((ContentFile<?>) arguments[0]).location());
                case "validateFromSnapshot" -> changes.set(0, arguments[0].toString());
                case "commit" -> commit(calls, name, versions, changes);
                default -> throw new AssertionError("Stand-in lacks " + method);
            }
            return method.getReturnType() == void.class ? null : self;
        });
    }

    private static void commit(Calls calls, LakeTable name, Map<LakeTable, Long> versions, List<String> changes) {
        CallResult answer = calls.call("COMMIT", name.name(), changes.toArray(String[]::new));
        if (answer.is(Kind.REFUSED)) {
            throw new ValidationException("Found conflicting files in %s", name);
        }
        if (answer.is(Kind.FAILED)) {
            throw new CommitStateUnknownException(new IllegalStateException("Connection reset"));
        }
        versions.put(name, Long.valueOf(answer.text()));
    }

    /** Changes of a table. */
    public static FileChanges changes(List<String> rows, List<String> deletes) {
        return new FileChanges(
                rows.stream().map(row -> file(DataFile.class, row)).toList(),
                deletes.stream().map(row -> file(DeleteFile.class, row)).toList());
    }

    private static <T> T file(Class<T> type, String row) {
        return proxy(type, (self, method, arguments) -> switch (method.getName()) {
            case "location", "toString" -> row;
            case "hashCode" -> row.hashCode();
            case "equals" -> self == arguments[0];
            default -> throw new AssertionError("Stand-in lacks " + method);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
