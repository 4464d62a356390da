package com.sparkify.local.command;

/** Validates {@code --linger-seconds} as the launcher does. */
final class LingerSeconds {
    /** A lingering run takes half a percent of a core: in 13 minutes as much as a start, 4.3 CPU seconds. */
    static final int OF_UP = 780;

    private static final int MOST = 3_300;

    private LingerSeconds() {}

    static void require(int seconds) {
        if (seconds < 0 || seconds > MOST) {
            throw CommandFailure.usage("--linger-seconds must be 0 to %d: '%d'".formatted(MOST, seconds));
        }
    }
}
