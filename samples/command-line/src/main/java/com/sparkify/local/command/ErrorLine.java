package com.sparkify.local.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the line of a driver's stderr that describes its failure. */
final class ErrorLine {

    private static final String PREFIX = "error: ";

    private ErrorLine() {}

    static Optional<String> find(Path stderr) {
        try {
            return new String(Files.readAllBytes(stderr), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(PREFIX))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.substring(PREFIX.length()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
