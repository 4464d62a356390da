package com.sparkify.etl.run;

import com.sparkify.etl.lake.Lake;
import com.sparkify.etl.lake.PendingFolder;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.publish.ModelPublisher;
import com.sparkify.etl.silver.BatchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A lake in memory. The manifests, the plan, the batches, the history of an object and the state are the real ones. */
final class ModelLake {
    static final List<String> KEYS =
            List.of("log_data/a.json", "log_data/b.json", "song_data/c.json", "song_data/d.json");

    final InMemoryObjectStore input = empty("planning-input");
    final InMemoryObjectStore bucket = empty("planning-lake");

    final Map<String, List<ModelVersion>> versions = new HashMap<>();
    final ModelSilver silver = new ModelSilver();
    final ModelLookups lookups = new ModelLookups();
    final ModelHistory history = new ModelHistory();
    final ModelPublisher publisher;
    final ModelSteps steps;
    final Random random;
    ModelStar star = ModelStar.EMPTY;
    State state = State.NOTHING;

    private final Set<ModelGuard> lifted;
    /** What each object contributes, as the booked batches have it. */
    private final Map<String, ModelVersion> contributions = new HashMap<>();
    /** The star tables after the last booked batch. */
    private ModelStar booked = ModelStar.EMPTY;

    private ModelStar current = ModelStar.EMPTY;
    private boolean isCurrentExpired;
    private ModelStar checked;
    private int batches;

    ModelLake(Random random, Set<ModelGuard> lifted, ModelSteps.Counts counts) {
        this.random = random;
        this.lifted = lifted;
        this.steps = new ModelSteps(random, counts);
        this.publisher = new ModelPublisher(table -> star.rows(table), random, this::at, this::occurred);
        KEYS.forEach(key -> versions.put(key, new ArrayList<>()));
    }

    private static InMemoryObjectStore empty(String bucket) {
        InMemoryObjectStore store = new InMemoryObjectStore(bucket);
        store.delete(store.list("").stream().map(StoredObject::key).toList());
        return store;
    }

    boolean keeps(ModelGuard guard) {
        return !lifted.contains(guard);
    }

    void occurred(String event) {
        steps.occurred(event);
    }

    /** The manifests as a new run finds them. */
    PendingFolder pending() {
        return new PendingFolder(bucket, Lake.at("s3://" + bucket.bucket()));
    }

    boolean isPending() {
        return !pending().isEmpty();
    }

    /** An id whose order tells nothing, as that of a random one. */
    String nextBatchId() {
        batches++;
        return Integer.toHexString(batches * 40_503 & 0xffff) + "-" + batches;
    }

    /** The version that is there now. */
    ModelVersion version(String key) {
        return versions.get(key).get(Integer.parseInt(input.text(key)));
    }

    boolean counts(BatchScope scope, String objectKey, String batchId) {
        return scope.isUndone() && !keeps(ModelGuard.EARLIER_ROWS_COUNT_IN_UNDO)
                ? !scope.objects().contains(objectKey)
                : scope.counts(objectKey, batchId);
    }

    /** The batch is booked: from now on this is what its objects contribute; null for one that is retracted. */
    void booked(Map<String, ModelVersion> changed) {
        changed.forEach((key, version) -> {
            ModelVersion before = version == null ? contributions.remove(key) : contributions.put(key, version);
            if (before != null && version != null && before.movesAPlayIn(version)) {
                occurred("a correction moved a play to another minute");
            }
        });
        booked = ModelStar.of(contributions);
    }

    Map<String, ModelVersion> contributions() {
        return contributions;
    }

    /** Names the tables' current snapshots as the consistent set. */
    void nameSet() {
        current = star;
        isCurrentExpired = false;
    }

    /** Lets go of all snapshots but the current ones; true if those of the consistent set are among them. */
    boolean expire() {
        isCurrentExpired |= !current.isSameSnapshots(star);
        return isCurrentExpired;
    }

    /** Whether the consistent set is there, but names other snapshots than these. */
    boolean isSetOlderThan(ModelStar snapshots) {
        return !isCurrentExpired && !current.isSameSnapshots(snapshots);
    }

    /** Joins all files; no row changes. */
    void compact() {
        silver.compact();
        star = new ModelStar(
                new HashMap<>(star.songplays()),
                new HashMap<>(star.times()),
                new HashMap<>(star.users()),
                new HashMap<>(star.songs()),
                new HashMap<>(star.artists()));
    }

    /** A commit to one table, which tells whether there was anything to commit. */
    record Commit(String table, BooleanSupplier commit) {}

    /** Takes each commit by itself, as several workers may order them. */
    void commitInAnyOrder(String when, Commit... commits) {
        List<Commit> shuffled = Arrays.asList(commits);
        Collections.shuffle(shuffled, random);
        for (Commit one : shuffled) {
            if (one.commit().getAsBoolean()) {
                at(when + one.table());
            }
        }
    }

    /** Called between two steps: a reader reads, other processes compact and expire, and the run may end. */
    void at(String step) {
        steps.trace(step);
        if (!isCurrentExpired && current != checked) {
            if (!current.equals(booked)) { // a set that was named earlier was right, and its snapshots never change
                throw new AssertionError(
                        "After '%s' the consistent set is not that of the last booked batch: %s, but %s"
                                .formatted(step, current, booked));
            }
            checked = current;
        }
        if (random.nextInt(40) == 0) {
            compact();
            occurred("others: joined files");
        }
        if (random.nextInt(40) == 0) {
            occurred(expire() ? "others: let the consistent set go" : "others: let old snapshots go");
        }
        steps.mayEnd(step);
    }
}
