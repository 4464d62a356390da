package com.sparkify.etl.run;

import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.PendingFolder;
import com.sparkify.etl.lake.RequestAttempts;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes steps of requests. A request that fails is given up by this run and stays pending; a request during which
 * runs died too often is set aside. Other manifests are not affected.
 */
final class RequestExecutor {
    private final RequestAttempts attempts;
    private final PendingFolder pending;
    private final PendingWork work;
    private final RunMetrics metrics;

    RequestExecutor(RequestAttempts attempts, PendingFolder pending, PendingWork work, RunMetrics metrics) {
        this.attempts = attempts;
        this.pending = pending;
        this.work = work;
        this.metrics = metrics;
    }

    /** Returns the manifests that may be tried, and sets the others aside. */
    List<Manifest> admitted(List<Manifest> manifests) {
        List<Manifest> admitted = new ArrayList<>();
        for (Manifest manifest : manifests) {
            if (manifest.request() != null && attempts.isFatal(manifest.fileName())) {
                pending.setAside(
                        manifest.name(),
                        ("Set aside: %d runs ended abruptly while they carried out this request."
                                        + " Ask for less at a time, or move it back under pending/ to try again")
                                .formatted(RequestAttempts.FATAL));
                attempts.forget(List.of(manifest.fileName()));
            } else {
                admitted.add(manifest);
            }
        }
        return admitted;
    }

    /** Executes a step of the manifest's request. */
    void take(Manifest manifest, Runnable step) {
        attempts.begin(manifest.fileName());
        try {
            step.run();
        } catch (LeaseHeldException e) {
            throw e;
        } catch (RuntimeException e) {
            work.giveUp(manifest);
            metrics.failed(
                    manifest.name(),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        attempts.end(manifest.fileName());
    }

    /** Removes the attempts of finished requests. */
    void forget(List<Manifest> done) {
        List<String> names = done.stream()
                .filter(manifest -> manifest.request() != null)
                .map(Manifest::fileName)
                .toList();
        if (!names.isEmpty()) {
            attempts.forget(names);
        }
    }
}
