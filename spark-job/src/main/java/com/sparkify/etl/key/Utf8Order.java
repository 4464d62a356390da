package com.sparkify.etl.key;

import java.util.Comparator;

/** Orders strings by their UTF-8 bytes, which is the order of their code points and differs from Java's. */
public final class Utf8Order implements Comparator<String> {
    public static final Comparator<String> BY_BYTES = new Utf8Order();

    private Utf8Order() {}

    @Override
    public int compare(String one, String two) {
        if (one.equals(two)) { // fast even before this method is compiled
            return 0;
        }
        int common = commonLength(one, two);
        if (common == Math.min(one.length(), two.length())) {
            return Integer.compare(one.length(), two.length());
        }
        char first = one.charAt(common);
        char second = two.charAt(common);
        boolean bothOrNone = Character.isSurrogate(first) == Character.isSurrogate(second);
        return bothOrNone ? Character.compare(first, second) : Character.isSurrogate(first) ? 1 : -1;
    }

    /** Returns the length of the common prefix. */
    public static int commonLength(String one, String two) {
        int most = Math.min(one.length(), two.length());
        int length = 0;
        while (length < most && one.charAt(length) == two.charAt(length)) {
            length++;
        }
        return length;
    }
}
