package com.sparkify.local.replay;

import java.io.PrintStream;

/** A rewritten bar on a terminal, and a line for every tenth elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private int shownTenths;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void note(String line) {
        out.println(line);
    }

    void show(long done, long total, double seconds) {
        long rate = seconds <= 0 ? 0 : Math.round(done / seconds);
        String text = "%,d of %,d messages, %,d a second".formatted(done, total, rate);
        if (terminal) {
            int filled = total == 0 ? WIDTH : (int) (WIDTH * done / total);
            out.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + text
                    + (done == total ? "\n" : ""));
            out.flush();
        } else if (total > 0 && 10 * done / total > shownTenths) {
            shownTenths = (int) (10 * done / total);
            out.println(text);
        }
    }
}
