package com.sparkify.etl.run;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.ObjectAction;
import com.sparkify.etl.run.ModelSilver.Rejected;
import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.silver.StoredSong;
import com.sparkify.etl.source.Drift;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.source.ReadOutcome.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the objects of a batch and holds what the acceptable ones tell. */
final class ModelReading {
    private static final long MINUTE = 60_000;
    private static final int TIME_RANGES = 64;

    private final ModelLake lake;
    private final String batchId;
    private final BatchOutcome outcome;
    private final List<StoredPlay> plays = new ArrayList<>();
    private final List<StoredSong> songs = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    /** What the objects contribute once the batch is booked; null for those that are retracted. */
    private final Map<String, ModelVersion> changed = new HashMap<>();

    private LongRanges playTimes = LongRanges.NONE;

    ModelReading(ModelLake lake, String batchId, BatchOutcome outcome) {
        this.lake = lake;
        this.batchId = batchId;
        this.outcome = outcome;
    }

    /** @param denied the object that cannot be read now, or null */
    void read(Batch batch, String denied) {
        batch.steps(ObjectAction.Skip.class).forEach(outcome::skip);
        batch.steps(ObjectAction.Missing.class).forEach(outcome::missing);
        batch.steps(ObjectAction.SetAside.class).forEach(outcome::setAside);
        batch.steps(ObjectAction.Retract.class).forEach(step -> {
            outcome.retract(step);
            changed.put(step.announced().key(), null);
        });
        for (ObjectAction.Read step : batch.steps(ObjectAction.Read.class)) {
            String key = step.pin().key();
            boolean isThere = lake.input
                    .head(key)
                    .filter(head -> head.etag().equals(step.pin().etag()))
                    .isPresent();
            if (key.equals(denied)) {
                lake.occurred("denied");
                outcome.read(step, failed(key, Status.UNAVAILABLE));
            } else if (isThere) {
                read(step, key, lake.version(key));
            } else {
                lake.occurred("changed while it was read");
                outcome.read(step, failed(key, Status.CHANGED));
            }
        }
    }

    private void read(ObjectAction.Read step, String key, ModelVersion version) {
        switch (version.fault()) {
            case UNREADABLE -> {
                lake.occurred("unreadable");
                outcome.read(step, failed(key, Status.UNREADABLE));
                return;
            }
            case FATAL -> lake.steps.light(new ModelSteps.Died());
            case BRITTLE -> lake.steps.light(new ModelSteps.Failed(false));
            default -> {}
        }
        long[] starts = version.plays().stream().mapToLong(play -> play.ts()).toArray();
        LongRanges times = LongRanges.covering(starts, MINUTE).atMost(TIME_RANGES);
        outcome.read(
                step,
                new ReadOutcome(
                        key,
                        Status.READ,
                        null,
                        starts.length + version.songs().size() + version.rejected(),
                        starts.length,
                        version.songs().size(),
                        0,
                        version.rejected(),
                        0,
                        version.rejected(),
                        0,
                        times,
                        Drift.NONE));
        plays.addAll(version.storedPlays(key, batchId));
        songs.addAll(version.storedSongs(batchId));
        for (int row = 0; row < version.rejected(); row++) {
            rejected.add(new Rejected(key, batchId));
        }
        playTimes = playTimes.union(times);
        changed.put(key, version);
        lake.occurred("loaded");
    }

    private static ReadOutcome failed(String key, Status status) {
        return new ReadOutcome(key, status, null, 0, 0, 0, 0, 0, 0, 0, 0, LongRanges.NONE, Drift.NONE);
    }

    List<StoredPlay> plays() {
        return plays;
    }

    List<StoredSong> songs() {
        return songs;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    LongRanges playTimes() {
        return playTimes;
    }

    Map<String, ModelVersion> changed() {
        return changed;
    }
}
