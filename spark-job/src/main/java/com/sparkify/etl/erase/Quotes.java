package com.sparkify.etl.erase;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Searches for quoted texts. */
final class Quotes {
    private Quotes() {}

    /** Returns true if the bytes contain one of the texts in quotes; escapes are not decoded. */
    static boolean any(byte[] bytes, Collection<String> texts) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return texts.stream().anyMatch(wanted -> text.contains('"' + wanted + '"'));
    }
}
