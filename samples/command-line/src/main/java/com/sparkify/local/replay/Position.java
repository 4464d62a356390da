package com.sparkify.local.replay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** S3 lists keys in the order of their UTF-8 bytes, which is not that of Java's strings. */
final class Position {

    static final Comparator<String> ORDER =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private Position() {}

    static boolean isAfter(String position, String other) {
        return other == null || ORDER.compare(position, other) > 0;
    }
}
