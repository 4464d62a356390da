package com.sparkify.enumeration;

import java.util.regex.Pattern;

/** Shortens documents to what a reader of a trace looks for. */
final class Wording {
    private static final int LONGEST = 160;
    private static final Pattern NOISE = Pattern.compile(
            "\"(?:version|publishRows|createdAt|source|run|writtenAt|etags|all|attempts|users|songs|artists|time|size)\""
                    + ":(?:\"[^\"]*\"|\\{[^{}]*\\}|\\[[^\\]]*\\]|[^,{}]*),?");

    /** Ids that launchers draw: of the nudged ones they begin with {@code a}. */
    private static final Pattern ID = Pattern.compile("000000(0|a)([0-9])-0000-0000-0000-0*([1-9a-f][0-9a-f]*)");

    private Wording() {}

    /** A line of a trace with ids that can be read: {@code L1.2} is the second that launcher 1 drew. */
    static String legible(String line) {
        return ID.matcher(line)
                .replaceAll(id -> (id.group(1).equals("a") ? "N" : "L") + id.group(2) + "." + id.group(3))
                .replace("20181112T100000000Z-", "");
    }

    static String shortened(String text) {
        String plain = NOISE.matcher(text).replaceAll("").replace("\"", "").replace("log_data/", "");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }
}
