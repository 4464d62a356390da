package com.sparkify.etl.erase;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Finds texts in quotes. */
final class Quotes {
    private Quotes() {}

    /** Whether one of the texts stands there in quotes; escapes are not resolved. */
    static boolean any(byte[] bytes, Collection<String> texts) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return texts.stream().anyMatch(wanted -> text.contains('"' + wanted + '"'));
    }
}
