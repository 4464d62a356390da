package com.sparkify.launcher;

import java.util.ArrayList;
import java.util.List;

/**
 * The job's own settings from the environment, as arguments of the job. An unset variable adds no argument, so that the
 * job's default applies and an older job receives no unknown argument.
 */
record JobArguments(List<String> arguments) {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("BATCH_MIB", "--batch-mib", 1, 1_048_576),
            new Setting("BATCH_OBJECTS", "--batch-objects", 1, 1_000_000),
            // Launchers join a run for at most an hour; it must have closed by then, or a second run queues behind it.
            new Setting("TAKE_WORK_MINUTES", "--take-work-minutes", 0, 55),
            new Setting("LINGER_SECONDS", "--linger-seconds", 0, 3_300),
            new Setting("LEASE_SECONDS", "--lease-seconds", 3, 600),
            new Setting("PUBLISH_ROWS", "--publish-rows", 1, 10_000_000),
            new Setting("PUBLISH_MINUTES", "--publish-minutes", 0, 1_440));

    JobArguments {
        arguments = List.copyOf(arguments);
    }

    /** Records problems in the environment. */
    static JobArguments from(Environment environment) {
        List<String> arguments = new ArrayList<>();
        for (Setting setting : SETTINGS) {
            environment
                    .wholeIfSet(setting.variable(), setting.least(), setting.most())
                    .ifPresent(value -> arguments.addAll(List.of(setting.argument(), Integer.toString(value))));
        }
        return new JobArguments(arguments);
    }

    private record Setting(String variable, String argument, int least, int most) {}
}
