package com.sparkify.local.command;

import java.io.PrintStream;

/**
 * Writes results to stdout and everything else to stderr. Progress is one rewritten line on a terminal, and a line for
 * each step elsewhere.
 */
final class Console {

    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private String status = "";

    Console(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The script detects which streams are terminals, because Java cannot. */
    static Console system() {
        return new Console(System.out, System.err, Boolean.getBoolean("sparkify.terminal.err"));
    }

    synchronized void result(String line) {
        hideStatus();
        out.println(line);
        out.flush();
        showStatus();
    }

    synchronized void note(String line) {
        hideStatus();
        err.println(line);
        showStatus();
    }

    /** Shows the present activity, on a terminal only. */
    synchronized void status(String text) {
        hideStatus();
        status = text;
        showStatus();
    }

    /** Prints a step of long work as a line of its own. */
    synchronized void step(String text) {
        if (terminal) {
            // Also clears a status that another console left when its command failed.
            err.print(CLEAR_LINE);
        }
        status = "";
        err.println(text);
    }

    boolean isTerminal() {
        return terminal;
    }

    private void hideStatus() {
        if (terminal && !status.isEmpty()) {
            err.print(CLEAR_LINE);
        }
    }

    private void showStatus() {
        if (terminal && !status.isEmpty()) {
            err.print(status);
            err.flush();
        }
    }
}
