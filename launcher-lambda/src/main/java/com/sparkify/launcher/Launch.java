package com.sparkify.launcher;

/** What {@link JoinOrStart} did: the run that will load a manifest, or why there is none. */
record Launch(Kind kind, String launchId) {

    enum Kind {
        JOINED,
        STARTED,
        /** Nothing to do, or a dry run: no run was joined or started. */
        NONE,
        /** Runs have failed: a nudge waits, and announcements leave the start to the nudge. */
        BACKING_OFF
    }

    static Launch joined(String launchId) {
        return new Launch(Kind.JOINED, launchId);
    }

    static Launch started(String launchId) {
        return new Launch(Kind.STARTED, launchId);
    }

    static Launch backingOff() {
        return new Launch(Kind.BACKING_OFF, null);
    }

    static Launch none() {
        return new Launch(Kind.NONE, null);
    }
}
