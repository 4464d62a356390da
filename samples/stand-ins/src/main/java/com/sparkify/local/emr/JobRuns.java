package com.sparkify.local.emr;

import com.sparkify.local.cleanup.ProcessTree;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The application's runs and their scheduler: one run at a time ({@code maxConcurrentRuns} 1), others are queued in
 * order of submission. A run's process is killed when the run is cancelled or exceeds its timeout, or when the
 * application shuts down.
 */
final class JobRuns implements AutoCloseable {

    private final String applicationId;
    private final Driver driver;
    private final Consumer<JobRun> listener;
    private final Clock clock;
    private final Map<String, JobRun> runs = new LinkedHashMap<>();
    private final Map<String, String> idsByToken = new HashMap<>();
    private final Deque<String> queue = new ArrayDeque<>();
    private final Thread worker;
    private boolean held;
    private boolean closed;
    private Process process;
    private String processRunId;

    JobRuns(String applicationId, Driver driver, Consumer<JobRun> listener, Clock clock) {
        this.applicationId = applicationId;
        this.driver = driver;
        this.listener = listener;
        this.clock = clock;
        this.worker = new Thread(this::work, "emr-scheduler");
        worker.setDaemon(true);
        worker.start();
    }

    /**
     * Submits a run. The same token with the same request returns the same run; with another request it is a conflict.
     */
    synchronized JobRun submit(JobRequest request) {
        String known = idsByToken.get(request.clientToken());
        if (known != null) {
            JobRun run = runs.get(known);
            if (!run.request().equals(request)) {
                throw ServiceError.conflict("Client token '" + request.clientToken()
                        + "' was used before with a different request, job run " + known);
            }
            return run;
        }
        var id = "00l%013x".formatted(System.nanoTime() & 0xfffffffffffffL);
        var run = JobRun.submitted(applicationId, id, request, clock.instant());
        runs.put(id, run);
        idsByToken.put(request.clientToken(), id);
        listener.accept(run);
        if (process != null || !queue.isEmpty()) {
            run = change(id, JobState.QUEUED, "Another run is running: maxConcurrentRuns is 1");
        }
        queue.add(id);
        notifyAll();
        return run;
    }

    synchronized JobRun find(String id) {
        JobRun run = runs.get(id);
        if (run == null) {
            throw ServiceError.notFound("JobRun " + id + " does not exist");
        }
        return run;
    }

    /** Lists runs newest first, grouped by state if several states are requested. */
    synchronized List<JobRun> list(JobRunFilter filter) {
        Comparator<JobRun> order = Comparator.comparing(JobRun::createdAt)
                .thenComparing(JobRun::id)
                .reversed();
        if (filter.states().size() > 1) {
            order = Comparator.comparing(JobRun::state).thenComparing(order);
        }
        return runs.values().stream().filter(filter::matches).sorted(order).toList();
    }

    synchronized Collection<JobRun> all() {
        return List.copyOf(runs.values());
    }

    /** Cancels a run. Idempotent: a finished run does not change. */
    synchronized void cancel(String id) {
        JobRun run = find(id);
        if (run.state().isFinal()) {
            return;
        }
        if (queue.remove(id)) {
            change(id, JobState.CANCELLED, "Job run was cancelled before it started");
        } else {
            change(id, JobState.CANCELLING, "Job run is being cancelled");
            if (id.equals(processRunId)) {
                Process victim = process;
                new Thread(() -> ProcessTree.kill(victim), "emr-cancel").start();
            }
        }
    }

    /** Holds submitted runs until they are {@linkplain #release released}. */
    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
        notifyAll();
    }

    @Override
    public void close() {
        Process victim;
        synchronized (this) {
            closed = true;
            queue.clear();
            victim = process;
        }
        worker.interrupt();
        if (victim != null) {
            ProcessTree.kill(victim);
        }
    }

    private void work() {
        try {
            while (true) {
                execute(nextId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized String nextId() throws InterruptedException {
        while (held || queue.isEmpty()) {
            wait();
        }
        return queue.poll();
    }

    private void execute(String id) throws InterruptedException {
        JobRun run = change(id, JobState.PENDING, "Waiting for resources");
        String failure = attempt(run);
        while (failure != null && run.attempt() < run.request().maxAttempts() && isActive(id)) {
            run = update(id, before -> before.nextAttempt(clock.instant()));
            failure = attempt(run);
        }
        finish(id, failure);
    }

    /** Returns null if the driver succeeded, else the failure. */
    private String attempt(JobRun run) throws InterruptedException {
        change(run.id(), JobState.SCHEDULED, "Starting the driver");
        Process started;
        synchronized (this) {
            if (closed || !isActive(run.id())) {
                return "Not started";
            }
            try {
                started = driver.start(run);
            } catch (IOException | RuntimeException e) {
                return "The driver did not start: " + e.getMessage();
            }
            process = started;
            processRunId = run.id();
        }
        change(run.id(), JobState.RUNNING, "Driver process " + started.pid());
        try {
            long minutes = run.request().executionTimeoutMinutes();
            if (!started.waitFor(minutes, TimeUnit.MINUTES)) {
                change(run.id(), JobState.CANCELLING, "Job run timed out after " + minutes + " minutes");
            }
            return started.waitFor(0, TimeUnit.SECONDS) && started.exitValue() == 0
                    ? null
                    : "Driver exited with code " + (started.isAlive() ? "none" : started.exitValue());
        } finally {
            ProcessTree.kill(started);
            synchronized (this) {
                process = null;
                processRunId = null;
            }
        }
    }

    private synchronized boolean isActive(String id) {
        JobState state = runs.get(id).state();
        return !state.isFinal() && state != JobState.CANCELLING;
    }

    private synchronized void finish(String id, String failure) {
        JobRun run = runs.get(id);
        if (run.state() == JobState.CANCELLING) {
            change(id, JobState.CANCELLED, run.stateDetails());
        } else if (failure == null) {
            change(id, JobState.SUCCESS, "Job run ended");
        } else {
            change(id, JobState.FAILED, failure);
        }
    }

    private JobRun change(String id, JobState state, String details) {
        return update(
                id,
                before -> before.state() == JobState.CANCELLING && !state.isFinal()
                        ? before
                        : before.to(state, details, clock.instant()));
    }

    private synchronized JobRun update(String id, UnaryOperator<JobRun> change) {
        JobRun before = runs.get(id);
        JobRun after = change.apply(before);
        if (after != before) {
            runs.put(id, after);
            listener.accept(after);
        }
        return after;
    }
}
