package com.sparkify.local.command;

import java.io.PrintStream;

/**
 * Results go to stdout, all else to stderr. What goes on is one line that renews itself on a terminal, and a line a
 * step elsewhere.
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

    /** The script looks which of its streams are terminals: Java cannot. */
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

    /** What goes on now. Only a terminal shows it: elsewhere, many lines would say little. */
    synchronized void status(String text) {
        hideStatus();
        status = text;
        showStatus();
    }

    /** A step of long work: a line of its own wherever stderr goes. */
    synchronized void step(String text) {
        if (terminal) {
            // Also a status that another console left when its command failed.
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
