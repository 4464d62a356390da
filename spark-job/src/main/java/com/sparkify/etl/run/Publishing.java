package com.sparkify.etl.run;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.publish.Publisher;
import com.sparkify.etl.run.Arguments.Publication;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.work.Workers;
import java.util.EnumMap;
import java.util.Map;

/** Schedules updates of the published files. */
final class Publishing {
    private final Publication publication;
    private final Publisher publisher;
    private final LeasedState state;
    private long lastAtNanos = System.nanoTime();

    Publishing(Publication publication, Publisher publisher, LeasedState state) {
        this.publication = publication;
        this.publisher = publisher;
        this.state = state;
    }

    /** Returns true if the files have lagged for the configured time. */
    boolean isDue() {
        return System.nanoTime() - lastAtNanos >= publication.every().toNanos();
    }

    /** Publishes what the state names as out of date, and records completion in the state. */
    void publish(Workers workers) {
        lastAtNanos = System.nanoTime();
        if (!publication.isOn()) {
            state.write(State::unpublishedAll);
            return;
        }
        State now = state.state();
        boolean isCutOtherwise = now.publishRows() != 0 && now.publishRows() != publication.mostRows();
        if (now.unpublished().isAll() || isCutOtherwise) {
            state.write(State::unpublishedAll); // files of both limits exist if this run dies half way
            publisher.publishAll(publication.mostRows(), workers);
        } else if (!now.unpublished().isNothing()) {
            publisher.publish(byTable(now.unpublished().cells()), publication.mostRows(), workers);
        }
        state.write(after -> after.published(publication.mostRows()));
    }

    private static Map<LakeTable, LongRanges> byTable(Map<String, LongRanges> cells) {
        Map<LakeTable, LongRanges> byTable = new EnumMap<>(LakeTable.class);
        for (LakeTable table : LakeTable.STAR) {
            if (cells.containsKey(table.title())) {
                byTable.put(table, cells.get(table.title()));
            }
        }
        return byTable;
    }
}
