package com.sparkify.etl.key;

import java.util.Comparator;

/** Orders strings by their UTF-8 bytes, which is the order of their code points and differs from Java's. */
public final class Utf8Order implements Comparator<String> {
    public static final Comparator<String> BY_BYTES = new Utf8Order();

    private Utf8Order() {}

    @Override
    public int compare(String one, String two) {
        int length = Math.min(one.length(), two.length());
        for (int i = 0; i < length; i++) {
            char first = one.charAt(i);
            char second = two.charAt(i);
            if (first != second) {
                boolean bothOrNone = Character.isSurrogate(first) == Character.isSurrogate(second);
                return bothOrNone ? Character.compare(first, second) : Character.isSurrogate(first) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), two.length());
    }
}
