package com.sparkify.etl.run;

import com.sparkify.enumeration.Calls;
import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.RunClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A run of the job, all of whose requests are steps. */
public final class SteppedRun {
    /** A term that no run of a search lasts by the clock on the wall, so that renewals come only from the world. */
    private static final Duration TERM = Duration.ofMinutes(10);

    private final String run;
    private final Arguments arguments;

    /**
     * A run to be played.
     *
     * @param run as the world calls it
     * @param more arguments of the job
     */
    public SteppedRun(String run, String... more) {
        this.run = run;
        List<String> all = new ArrayList<>(List.of(
                "--input-bucket",
                "sparkify-logs",
                "--lake",
                "s3://sparkify-lake",
                "--launch-id",
                run.replace("'", ""),
                "--lease-seconds",
                Long.toString(TERM.toSeconds())));
        all.addAll(List.of(more));
        this.arguments = Arguments.parse(all.toArray(String[]::new));
    }

    /** Plays the run from its start to its exit code. */
    public void play(Calls calls) {
        calls.call("BEGIN", run);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int code = exitCode(calls, new PrintStream(output, true, StandardCharsets.UTF_8));
        calls.call("EXIT", run, Integer.toString(code), failure(output.toString(StandardCharsets.UTF_8)));
    }

    /** What the run said of a batch that failed. */
    private static String failure(String output) {
        return output.lines()
                .filter(line -> line.contains("failed and is undone"))
                .collect(Collectors.joining("; "));
    }

    /** As {@link com.sparkify.etl.Main} decides it. */
    private int exitCode(Calls calls, PrintStream output) {
        Run run = new Run(
                arguments,
                SteppedStore.input(calls),
                SteppedStore.lake(calls),
                () -> {
                    throw new AssertionError("No batch here is large enough for Spark");
                },
                new SteppedClock(calls, false),
                new SteppedClock(calls, true),
                output);
        try {
            return run.execute() == RunEnd.GAVE_UP ? 1 : 0;
        } catch (LeaseHeldException e) {
            return 3;
        } catch (RuntimeException e) {
            return 1;
        }
    }

    /** Goes on when the run waits, and when the world lets a term of the lease pass. */
    private record SteppedClock(Calls calls, boolean isOfLease) implements RunClock {
        private static final Instant FIRST = Instant.parse("2018-11-12T10:00:00Z");

        @Override
        public Instant now() {
            int terms =
                    calls.isLifted("LEASE_CHECK_BEFORE_COMMIT") && isOfLease ? calls.termOfLastWait() : calls.term();
            return FIRST.plus(TERM.plusSeconds(1).multipliedBy(terms)).plus(calls.waited());
        }

        @Override
        public void pause(Duration duration) {
            calls.call("WAIT", isOfLease ? "lease" : "work");
            if (!isOfLease) {
                calls.waited(duration);
            }
        }
    }
}
