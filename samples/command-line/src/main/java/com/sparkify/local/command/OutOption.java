package com.sparkify.local.command;

import com.sparkify.local.stack.Installation;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The OUT folder of a command. */
final class OutOption {

    @Option(
            names = "--out",
            paramLabel = "OUT",
            description = "Folder of the store, the catalog and the logs (default: target/sparkify).")
    private Path out;

    boolean isGiven() {
        return out != null;
    }

    /** The default lies beside the script, whatever the working directory. */
    Path path() {
        return out == null ? Installation.current().home().resolve("target/sparkify") : out;
    }
}
