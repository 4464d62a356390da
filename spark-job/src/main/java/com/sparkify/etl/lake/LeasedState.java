package com.sparkify.etl.lake;

import java.util.function.UnaryOperator;

/** The state object, written only while this run holds the lease. */
public final class LeasedState {
    private final StateObject object;
    private final Runnable leaseCheck;
    private final String foundOpen;

    /** @param leaseCheck throws if this run may not write any more */
    public LeasedState(StateObject object, Runnable leaseCheck) {
        this.object = object;
        this.leaseCheck = leaseCheck;
        this.foundOpen = object.state().open().id();
    }

    public State state() {
        return object.state();
    }

    /** Replaces the state. */
    public synchronized void write(UnaryOperator<State> next) {
        leaseCheck.run();
        object.write(next.apply(object.state()));
    }

    /**
     * Records why this run gives up its open batch, even if it may not hold the lease any more. The conditional write
     * replaces only the version that this run wrote last.
     */
    public synchronized void giveUp(UnaryOperator<State> reason) {
        State.Open open = object.state().open();
        if (!open.keys().isEmpty() && !open.id().equals(foundOpen)) {
            object.write(reason.apply(object.state()));
        }
    }
}
