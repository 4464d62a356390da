package com.sparkify.etl.query;

import java.util.Map;
import java.util.Set;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.spark.sql.catalyst.analysis.NoSuchViewException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableWritePrivilege;
import org.apache.spark.sql.connector.catalog.View;
import org.apache.spark.sql.connector.catalog.ViewChange;
import org.apache.spark.sql.connector.catalog.ViewInfo;
import org.apache.spark.sql.connector.catalog.procedures.UnboundProcedure;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;

/** Rejects all changes to the lake: only a run, which holds the lease, may make them. */
class ReadOnlyCatalog extends SparkCatalog {

    /** Replaces Spark's own message. */
    static final class ReadOnlyException extends UnsupportedOperationException {
        private static final long serialVersionUID = 1;

        private ReadOnlyException() {
            super("Queries are read-only: rows change by loads, and by requests such as {\"retract\": …}");
        }
    }

    private static ReadOnlyException refused() {
        return new ReadOnlyException();
    }

    /** Spark passes the privileges of INSERT, UPDATE, DELETE and MERGE here, and none for a SELECT. */
    @Override
    public final Table loadTable(Identifier name, Set<TableWritePrivilege> privileges) {
        throw refused();
    }

    @Override
    public final Table createTable(
            Identifier name, StructType columns, Transform[] partitions, Map<String, String> properties) {
        throw refused();
    }

    @Override
    public final StagedTable stageCreate(
            Identifier name, StructType columns, Transform[] partitions, Map<String, String> properties) {
        throw refused();
    }

    @Override
    public final StagedTable stageReplace(
            Identifier name, StructType columns, Transform[] partitions, Map<String, String> properties) {
        throw refused();
    }

    @Override
    public final StagedTable stageCreateOrReplace(
            Identifier name, StructType columns, Transform[] partitions, Map<String, String> properties) {
        throw refused();
    }

    @Override
    public final Table alterTable(Identifier name, TableChange... changes) {
        throw refused();
    }

    @Override
    public final boolean dropTable(Identifier name) {
        throw refused();
    }

    @Override
    public final boolean purgeTable(Identifier name) {
        throw refused();
    }

    @Override
    public final void renameTable(Identifier from, Identifier to) {
        throw refused();
    }

    @Override
    public final void createNamespace(String[] namespace, Map<String, String> properties) {
        throw refused();
    }

    @Override
    public final void alterNamespace(String[] namespace, NamespaceChange... changes) {
        throw refused();
    }

    @Override
    public final boolean dropNamespace(String[] namespace, boolean cascade) {
        throw refused();
    }

    /** The lake has no views, and a JDBC catalog with Iceberg's first schema cannot look for them. */
    @Override
    public final boolean viewExists(Identifier name) {
        return false;
    }

    @Override
    public final Identifier[] listViews(String... namespace) {
        return new Identifier[0];
    }

    @Override
    public final View loadView(Identifier name) throws NoSuchViewException {
        throw new NoSuchViewException(name);
    }

    @Override
    public final View createView(ViewInfo view) {
        throw refused();
    }

    @Override
    public final View alterView(Identifier name, ViewChange... changes) {
        throw refused();
    }

    @Override
    public final boolean dropView(Identifier name) {
        throw refused();
    }

    @Override
    public final void renameView(Identifier from, Identifier to) {
        throw refused();
    }

    @Override
    public final UnboundProcedure loadProcedure(Identifier name) {
        throw refused();
    }
}
