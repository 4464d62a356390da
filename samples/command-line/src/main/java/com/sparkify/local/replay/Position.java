package com.sparkify.local.replay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Compares keys by their UTF-8 bytes, as S3 lists them; Java's order differs. */
final class Position {

    static final Comparator<String> ORDER =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private Position() {}

    static boolean isAfter(String position, String other) {
        return other == null || ORDER.compare(position, other) > 0;
    }
}
