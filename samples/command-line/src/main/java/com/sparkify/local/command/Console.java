package com.sparkify.local.command;

import java.io.PrintStream;

/**
 * Writes results to stdout and everything else to stderr. Progress is one rewritten line on a terminal, and a line for
 * each step elsewhere.
 */
final class Console {

    /** Set when a signal ends the process: that the stand-ins disappear is no failure then. */
    private static volatile boolean silent;

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

    /** Prints a last line, unless it is empty, and silences stderr: the process is about to end. */
    static void end(String line) {
        Console console = system();
        if (!line.isEmpty()) {
            console.step(line);
        } else if (console.terminal) {
            console.err.print(CLEAR_LINE);
        }
        silent = true;
    }

    synchronized void result(String line) {
        hideStatus();
        out.println(line);
        out.flush();
        showStatus();
    }

    synchronized void note(String line) {
        if (silent) {
            return;
        }
        hideStatus();
        err.println(line);
        showStatus();
    }

    /** Shows the present activity, on a terminal only. */
    synchronized void status(String text) {
        if (silent) {
            return;
        }
        hideStatus();
        status = text;
        showStatus();
    }

    /** Prints a step of long work as a line of its own. */
    synchronized void step(String text) {
        if (silent) {
            return;
        }
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
