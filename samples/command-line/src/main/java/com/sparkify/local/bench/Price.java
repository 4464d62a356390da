package com.sparkify.local.bench;

import java.util.Locale;

/** Cost of a measurement on EMR Serverless. docs/launching.md has the prices, worker sizes and start times. */
final class Price {
    private static final double VCPU_HOUR = 0.042094;
    private static final double GB_HOUR = 0.004628;
    /** Time of a driver before a cold run begins to read and after it ended. */
    private static final double START_SECONDS = 150;

    private static final double DRIVER_HOUR = 2 * VCPU_HOUR + 4 * GB_HOUR;
    private static final double EXECUTOR_HOUR = 2 * VCPU_HOUR + 7 * GB_HOUR;

    private Price() {}

    /** A driver and one executor for the measured time, without their start. */
    static double ofTerabyte(double seconds, long bytes) {
        return seconds / 3600 * (DRIVER_HOUR + EXECUTOR_HOUR) * 1e12 / bytes;
    }

    /** A driver that starts for the file. */
    static double ofColdFile(double seconds) {
        return (START_SECONDS + seconds) / 3600 * DRIVER_HOUR;
    }

    /** A running driver. */
    static double ofWarmFile(double seconds) {
        return seconds / 3600 * DRIVER_HOUR;
    }

    static String arithmetic() {
        return String.format(
                Locale.ROOT,
                "List prices of us-east-1, arm64: a driver of 2 vCPU and 4 GB costs 2 x %s + 4 x %s = $%.4f an hour, an"
                        + " executor of 2 vCPU and 7 GB $%.4f. A TB: driver and one executor for the seconds of the run,"
                        + " scaled by bytes, without a start. A cold file: a driver for %.0f s of start and the seconds"
                        + " of the run. A warm file: a driver for the seconds from its PUT.",
                VCPU_HOUR,
                GB_HOUR,
                DRIVER_HOUR,
                EXECUTOR_HOUR,
                START_SECONDS);
    }
}
