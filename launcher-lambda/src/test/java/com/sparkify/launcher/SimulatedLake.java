package com.sparkify.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;

/** The job as the protocol describes it, with the loading left out: a run takes manifests, lingers, closes, looks once more. */
final class SimulatedLake {
    private final LauncherFixture bench;
    private final Lockstep lockstep;
    private final List<String> live = new ArrayList<>();
    final Set<String> loaded = new TreeSet<>();
    final Set<String> dead = new TreeSet<>();
    /** Whether others can come between a listing and what it leads to; no launcher looks, but a run can die there. */
    boolean loadsStepByStep;
    /** How often a run that finds nothing looks again before it closes. */
    int lingers;
    /** How many of so many manifests a run takes that is short of time when it looks for the last time. */
    IntUnaryOperator takes = pending -> pending;

    SimulatedLake(LauncherFixture bench, Lockstep lockstep) {
        this.bench = bench;
        this.lockstep = lockstep;
    }

    /** One run at a time is executed; the others wait in the queue. */
    void submit(String launchId) {
        live.add(launchId);
        lockstep.actor(() -> live.get(0).equals(launchId), () -> {
            execute(launchId);
            live.remove(launchId);
        });
    }

    /** The run dies where it stands, and the service says so. */
    void kill(String launchId, JobRunState state) {
        dead.add(launchId);
        bench.emr.set(launchId, state);
    }

    private void execute(String launchId) {
        int looks = lingers;
        while (step(launchId)) {
            bench.emr.set(launchId, JobRunState.RUNNING);
            List<String> pending = bench.s3.keys("pending/");
            if (pending.isEmpty() && looks-- == 0) {
                break;
            }
            load(launchId, pending);
        }
        if (step(launchId)) {
            bench.s3.put("closing/" + launchId, new byte[0]);
        }
        if (step(launchId)) {
            List<String> pending = bench.s3.keys("pending/");
            load(launchId, pending.subList(0, takes.applyAsInt(pending.size())));
        }
        if (step(launchId)) {
            bench.emr.set(launchId, JobRunState.SUCCESS);
        }
    }

    /** Whether the run has lived to see its next step. */
    private boolean step(String launchId) {
        if (!dead.contains(launchId)) {
            Lockstep.step();
        }
        return !dead.contains(launchId);
    }

    private void load(String launchId, List<String> pending) {
        for (String key : pending) {
            JsonNode manifest = LauncherFixture.json(bench.s3.bytes(key));
            if (!loadsStepByStep || step(launchId)) {
                manifest.path("objects")
                        .forEach(object -> loaded.add(object.path("key").textValue()));
                bench.s3.remove(key);
            }
        }
    }
}
