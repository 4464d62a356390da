package com.sparkify.enumeration;

/**
 * Limits of a search.
 *
 * @param crashes how many launchers or runs die, each at any call
 * @param lost how many calls fail before or after they take effect, or are sent twice
 * @param takeovers how often an active run stalls for a whole lease term, between any two calls
 * @param removals how many input objects are deleted
 * @param lags how many of EMR's reports are late, each by any delay
 * @param isCrashLast whether crashes follow the takeovers only
 */
record Bounds(int crashes, int lost, int takeovers, int removals, int lags, boolean isCrashLast) {
    static final Bounds NOTHING = new Bounds(0, 0, 0, 0, 0);

    Bounds(int crashes, int lost, int takeovers, int removals, int lags) {
        this(crashes, lost, takeovers, removals, lags, false);
    }

    void apply(World world) {
        if (isCrashLast) {
            world.put("crashes come last", "");
        }
        world.put("left:crash", Integer.toString(crashes));
        world.put("left:lost", Integer.toString(lost));
        world.put("left:takeover", Integer.toString(takeovers));
        world.put("left:removal", Integer.toString(removals));
        world.put("left:lag", Integer.toString(lags));
    }

    @Override
    public String toString() {
        return "crashes %d, lost answers %d, takeovers %d, removed objects %d, late reports %d"
                .formatted(crashes, lost, takeovers, removals, lags);
    }
}
