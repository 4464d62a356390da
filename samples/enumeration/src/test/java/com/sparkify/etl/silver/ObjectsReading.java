package com.sparkify.etl.silver;

import com.sparkify.enumeration.CallResult;
import com.sparkify.enumeration.CallResult.Kind;
import com.sparkify.enumeration.Calls;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.source.Drift;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.source.ReadOutcome.Status;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.SteppedTable;
import com.sparkify.etl.work.Work;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** Stands in for the reading of objects: each holds one play, which tells of its version. */
public final class ObjectsReading implements Work<ReadTask, ReadResult> {
    @Override
    public ReadResult apply(LakeTables tables, ReadTask task) {
        ArrayList<ReadOutcome> outcomes = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (ObjectVersion pin : task.pins()) {
            CallResult opened = Calls.current().call("OPEN", "input/" + pin.key(), pin.etag());
            Status status =
                    opened.is(Kind.DONE) ? Status.READ : opened.is(Kind.REFUSED) ? Status.CHANGED : Status.UNAVAILABLE;
            long read = status == Status.READ ? 1 : 0;
            LongRanges times = status == Status.READ ? LongRanges.of(0, 1) : LongRanges.NONE;
            outcomes.add(new ReadOutcome(pin.key(), status, null, read, read, 0, 0, 0, 0, 0, 0, times, Drift.NONE));
            if (status == Status.READ) {
                rows.add(pin.key() + "@" + task.batchId() + "=" + pin.etag());
            }
        }
        SilverFiles files = new SilverFiles(new EnumMap<>(LakeTable.class));
        if (!rows.isEmpty()) {
            files.byTable().put(LakeTable.PLAY_RECORDS, SteppedTable.changes(rows, List.of()));
        }
        return new ReadResult(outcomes, files);
    }
}
