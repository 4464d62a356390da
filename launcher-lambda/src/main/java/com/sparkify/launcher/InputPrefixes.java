package com.sparkify.launcher;

import java.util.regex.Pattern;

/** Location of logs and songs, and the keys that are accepted there. */
record InputPrefixes(String bucket, String logPrefix, String songPrefix) {
    private static final Pattern PREFIX = Pattern.compile("(?:[^/]+/)+");

    InputPrefixes {
        requirePrefix(logPrefix);
        requirePrefix(songPrefix);
        if (overlap(logPrefix, songPrefix)) {
            throw new IllegalArgumentException(
                    "Input prefixes must not contain each other: '" + logPrefix + "', '" + songPrefix + "'");
        }
    }

    static String requirePrefix(String text) {
        if (!PREFIX.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a folder such as log_data/: '" + text + "'");
        }
        return text;
    }

    static boolean overlap(String one, String other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    /** Returns true if the job reads this object. */
    boolean accept(String objectBucket, String key) {
        return bucket.equals(objectBucket) && accept(key);
    }

    boolean accept(String key) {
        return contains(key) && (key.endsWith(".json") || key.endsWith(".json.gz"));
    }

    /** Returns true if a key or prefix lies under one of the input prefixes. */
    boolean contains(String key) {
        return key.startsWith(logPrefix) || key.startsWith(songPrefix);
    }
}
