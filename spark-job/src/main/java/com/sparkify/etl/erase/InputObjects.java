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
import java.util.Iterator;
import java.util.List;

/**
 * Input objects that may mention a user: all logs, because lines that are no plays are not stored, and song objects
 * with rejected rows.
 */
public final class InputObjects {
    private static final int OBJECTS_AT_ONCE = 20_000;

    private final ObjectStore input;
    private final InputLayout layout;

    public InputObjects(ObjectStore input, InputLayout layout) {
        this.input = input;
        this.layout = layout;
    }

    /** Returns the total size of the logs. */
    public long bytes() {
        long bytes = 0;
        for (Iterator<StoredObject> logs = input.walk(layout.logPrefix()); logs.hasNext(); ) {
            bytes += logs.next().size();
        }
        return bytes;
    }

    /**
     * Searches the objects in portions, because there may be millions.
     *
     * @param told objects whose rows the tables contained
     */
    InputSearch.Result search(NamedUsers users, Collection<String> told, Workers workers) {
        InputSearch.Result all = new InputSearch.Result(new ArrayList<>(), new ArrayList<>());
        List<ObjectVersion> pins = new ArrayList<>();
        for (Iterator<StoredObject> logs = input.walk(layout.logPrefix()); logs.hasNext(); ) {
            add(logs.next(), Kind.LOG, pins);
            if (pins.size() == OBJECTS_AT_ONCE) {
                search(pins, users, workers, all);
            }
        }
        for (String key : told) {
            if (key.startsWith(layout.songPrefix())) {
                input.head(key).ifPresent(object -> add(object, Kind.SONG, pins));
            }
            if (pins.size() == OBJECTS_AT_ONCE) {
                search(pins, users, workers, all);
            }
        }
        search(pins, users, workers, all);
        return all;
    }

    private void search(List<ObjectVersion> pins, NamedUsers users, Workers workers, InputSearch.Result all) {
        if (pins.isEmpty()) {
            return;
        }
        List<InputSearch.Task> tasks = ReadTask.bins(pins, workers.parallelism()).stream()
                .map(bin -> new InputSearch.Task(input, bin, users))
                .toList();
        pins.clear();
        workers.map(tasks, new InputSearch()).forEach(result -> {
            all.mentioning().addAll(result.mentioning());
            all.unread().addAll(result.unread());
        });
    }

    private void add(StoredObject object, Kind kind, List<ObjectVersion> pins) {
        if (layout.kindOf(object.key()).filter(kind::equals).isPresent()) {
            pins.add(new ObjectVersion(object.key(), kind, object.etag(), null, object.size()));
        }
    }
}
