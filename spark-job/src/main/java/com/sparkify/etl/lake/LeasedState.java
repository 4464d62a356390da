package com.sparkify.etl.lake;

import java.util.function.UnaryOperator;

/** The state object, written only while this run holds the lease. */
public final class LeasedState {
    private final StateObject object;
    private final Runnable leaseCheck;

    /** @param leaseCheck throws if this run may not write any more */
    public LeasedState(StateObject object, Runnable leaseCheck) {
        this.object = object;
        this.leaseCheck = leaseCheck;
    }

    public State state() {
        return object.state();
    }

    /** Replaces the state by what follows it. */
    public void write(UnaryOperator<State> next) {
        leaseCheck.run();
        object.write(next.apply(object.state()));
    }
}
