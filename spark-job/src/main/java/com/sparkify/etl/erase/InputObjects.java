package com.sparkify.etl.erase;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.silver.ReadTask;
import com.sparkify.etl.source.InputLayout;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.NamedUsers;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.work.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Input objects that may mention a user: all logs, because lines that are no plays are not stored, and song objects
 * with rejected rows.
 */
public final class InputObjects {
    private final ObjectStore input;
    private final InputLayout layout;

    public InputObjects(ObjectStore input, InputLayout layout) {
        this.input = input;
        this.layout = layout;
    }

    /** Returns the total size of the logs. */
    public long bytes() {
        return input.list(layout.logPrefix()).stream()
                .mapToLong(StoredObject::size)
                .sum();
    }

    /** @param told objects whose rows the tables contained */
    InputSearch.Result search(NamedUsers users, Collection<String> told, Workers workers) {
        List<ObjectVersion> pins = new ArrayList<>();
        input.list(layout.logPrefix()).forEach(object -> add(object, Kind.LOG, pins));
        told.stream()
                .filter(key -> key.startsWith(layout.songPrefix()))
                .forEach(key -> input.head(key).ifPresent(object -> add(object, Kind.SONG, pins)));
        InputSearch.Result all = new InputSearch.Result(new ArrayList<>(), new ArrayList<>());
        if (!pins.isEmpty()) {
            List<InputSearch.Task> tasks = ReadTask.bins(pins, workers.parallelism()).stream()
                    .map(bin -> new InputSearch.Task(input, bin, users))
                    .toList();
            workers.map(tasks, new InputSearch()).forEach(result -> {
                all.mentioning().addAll(result.mentioning());
                all.unread().addAll(result.unread());
            });
        }
        return all;
    }

    private void add(StoredObject object, Kind kind, List<ObjectVersion> pins) {
        if (layout.kindOf(object.key()).filter(kind::equals).isPresent()) {
            pins.add(new ObjectVersion(object.key(), kind, object.etag(), null, object.size()));
        }
    }
}
