package com.sparkify.etl.erase;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.source.NamedUsers;
import com.sparkify.etl.source.ObjectReader;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.source.RejectedRow;
import com.sparkify.etl.source.RowSink;
import com.sparkify.etl.source.SongRecord;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.work.Work;
import java.io.Serializable;
import java.util.ArrayList;

/** Searches input objects for users. */
final class InputSearch implements Work<InputSearch.Task, InputSearch.Result> {
    /** Objects to search. */
    record Task(ObjectStore input, ArrayList<ObjectVersion> pins, NamedUsers users) implements Serializable {}

    /**
     * Result of a search.
     *
     * @param mentioning keys of objects that mention a user
     * @param unread keys of objects that cannot be read to their end, whose content is therefore unknown
     */
    record Result(ArrayList<String> mentioning, ArrayList<String> unread) implements Serializable {}

    private static final RowSink NOWHERE = new RowSink() {
        @Override
        public void play(long line, Play play) {}

        @Override
        public void song(long ordinal, SongRecord song) {}

        @Override
        public void rejected(RejectedRow row) {}
    };

    @Override
    public Result apply(LakeTables tables, Task task) {
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        ObjectReader reader = new ObjectReader(task.input(), task.users());
        for (ObjectVersion pin : task.pins()) {
            ReadOutcome outcome = reader.read(pin, NOWHERE);
            if (outcome.erased() > 0) {
                result.mentioning().add(pin.key());
            } else if (outcome.status() != ReadOutcome.Status.READ) {
                result.unread().add(pin.key());
            }
        }
        return result;
    }
}
