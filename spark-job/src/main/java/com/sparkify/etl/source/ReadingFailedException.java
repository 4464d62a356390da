package com.sparkify.etl.source;

import java.util.List;

/** Thrown if one of several objects made the reading fail by its size or content, without a way to tell which. */
public final class ReadingFailedException extends RuntimeException {
    public ReadingFailedException(List<ObjectVersion> pins, Exception cause) {
        super(
                "Reading %d objects failed, %s among them: %s. They stay pending; the next runs take them in smaller batches."
                        .formatted(pins.size(), pins.get(0).key(), firstLine(cause)),
                cause);
    }

    private static String firstLine(Exception cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
