package com.sparkify.local.stack;

import java.util.function.BooleanSupplier;

/** Polls a condition that has no notification. */
record IdleWatch(BooleanSupplier condition) {

    private static final int INTERVAL_MILLIS = 100;

    void await() throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(INTERVAL_MILLIS);
        }
    }
}
