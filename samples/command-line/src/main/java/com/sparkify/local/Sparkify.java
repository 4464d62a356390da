package com.sparkify.local;

import com.sparkify.local.command.Commands;

/** The main class of {@code ./sparkify}. */
public final class Sparkify {

    private Sparkify() {}

    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(Commands::uncaught);
        System.exit(Commands.execute(arguments));
    }
}
