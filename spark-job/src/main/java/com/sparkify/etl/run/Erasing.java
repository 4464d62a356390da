package com.sparkify.etl.run;

import com.sparkify.etl.erase.ErasedUsers;
import com.sparkify.etl.erase.Erasure;
import com.sparkify.etl.erase.InputObjects;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.source.NamedUsers;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.table.Upkeep;
import com.sparkify.etl.work.Workers;
import java.time.Instant;

/**
 * Executes the steps of an erasure, each of which is idempotent. The requesting manifest, with all its versions, is
 * deleted last: a run that finds it starts with the erasure, and so completes an interrupted one before it loads
 * anything.
 */
final class Erasing {
    private final Arguments arguments;
    private final LakeTables tables;
    private final TableWriter writer;
    private final ObjectStore lake;
    private final LeasedState state;
    private final ErasedUsers erased;
    private final InputObjects input;
    private final ConsistentSets consistentSets;
    private final Publishing publishing;
    private final Upkeep upkeep;
    private final Instant begun = Instant.now();

    Erasing(
            Arguments arguments,
            LakeTables tables,
            TableWriter writer,
            ObjectStore input,
            ObjectStore lake,
            LeasedState state,
            ErasedUsers erased,
            ConsistentSets consistentSets,
            Publishing publishing,
            Upkeep upkeep) {
        this.arguments = arguments;
        this.tables = tables;
        this.writer = writer;
        this.lake = lake;
        this.state = state;
        this.erased = erased;
        this.input = new InputObjects(input, arguments.input());
        this.consistentSets = consistentSets;
        this.publishing = publishing;
        this.upkeep = upkeep;
    }

    /** Returns true if the run has an erasure key. */
    boolean isPossible() {
        return erased.hasKey();
    }

    /** Returns how many bytes of input an erasure reads. */
    long inputBytes() {
        return input.bytes();
    }

    /**
     * Erases the users that the manifest names. No batch may be open.
     *
     * @return the key of the answer object
     */
    String erase(Manifest manifest, Workers workers) {
        String file = manifest.name().substring(manifest.name().lastIndexOf('/') + 1);
        String id = file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : file;
        String batchId = "erasure-" + id;
        NamedUsers users = NamedUsers.of(((Request.Erase) manifest.request()).users());
        Erasure erasure =
                new Erasure(tables, writer, lake, arguments.lake(), state, workers, users, id, arguments.launchId());
        erasure.raise(erased);
        writer.begin(batchId);
        erasure.eraseRows();
        publish(workers);
        erasure.keepOnlySet(consistentSets.writeAnew(batchId));
        erasure.purge(upkeep.expireAllButCurrent(), begun);
        erasure.answer(input);
        lake.erase(manifest.name());
        return arguments.lake().erasures() + id + ".json";
    }

    /** Where publishing is switched off, deletes files of earlier releases: they are not updated and may name users. */
    private void publish(Workers workers) {
        publishing.publish(workers);
        if (!arguments.publication().isOn()) {
            lake.delete(lake.list(arguments.lake().json()).stream()
                    .map(object -> object.key())
                    .toList());
        }
    }
}
