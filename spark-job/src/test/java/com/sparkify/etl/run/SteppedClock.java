package com.sparkify.etl.run;

import com.sparkify.etl.lake.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A clock that advances when a run pauses or a test advances it. Each pause executes the test's next action. */
final class SteppedClock implements RunClock {
    static final Instant START = Instant.parse("2018-11-30T12:00:00Z");

    private final Deque<Runnable> actions = new ArrayDeque<>();
    private Instant now = START;
    int pauses;

    /** The actions happen in the pauses to come, one in each. */
    void meanwhile(Runnable... next) {
        actions.addAll(List.of(next));
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    Duration elapsed() {
        return Duration.between(START, now);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        pauses++;
        advance(duration);
        if (!actions.isEmpty()) {
            actions.remove().run();
        }
    }
}
