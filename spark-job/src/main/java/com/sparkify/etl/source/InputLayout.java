package com.sparkify.etl.source;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Location of input objects, and what an object's key says about it.
 *
 * @param bucket the bucket of logs and songs
 * @param logPrefix prefix of log objects, ends in {@code /}
 * @param songPrefix prefix of song objects, ends in {@code /}
 */
public record InputLayout(String bucket, String logPrefix, String songPrefix) implements Serializable {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("(?:[^/]+/)+");
    private static final String DATE = "(\\d{4})-(\\d{2})-(\\d{2})";
    private static final List<Pattern> FILE_NAME_DATES = List.of(Pattern.compile("(?<!\\d)" + DATE + "(?!\\d)"));
    private static final List<Pattern> FOLDER_DATES = List.of(
            Pattern.compile("(?:^|/)(?:dt|date|day)=" + DATE + "/"),
            Pattern.compile("(?:^|/)year=(\\d{4})/month=(\\d{1,2})/day=(\\d{1,2})/"),
            Pattern.compile("(?:^|/)(\\d{4})/(\\d{2})/(\\d{2})/"));

    public InputLayout {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "The input bucket must be a bucket such as sparkify-logs: '" + bucket + "'");
        }
        requirePrefix("log prefix", logPrefix);
        requirePrefix("song prefix", songPrefix);
        if (overlap(logPrefix, songPrefix)) {
            throw new IllegalArgumentException("Log prefix and song prefix must not contain each other: '%s', '%s'"
                    .formatted(logPrefix, songPrefix));
        }
    }

    private static void requirePrefix(String what, String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The %s must look like log_data/ (no leading slash, a trailing one): '%s'".formatted(what, prefix));
        }
    }

    private static boolean overlap(String prefix, String other) {
        return prefix.startsWith(other) || other.startsWith(prefix);
    }

    /** Returns true if keys below this prefix of the input bucket may lie below an input prefix. */
    public boolean overlaps(String prefix) {
        return overlap(prefix, logPrefix) || overlap(prefix, songPrefix);
    }

    /** Returns the kind of the object, or empty if the key is no input. */
    public Optional<Kind> kindOf(String key) {
        if (!key.endsWith(".json") && !key.endsWith(".json.gz")) {
            return Optional.empty();
        }
        if (key.startsWith(logPrefix)) {
            return Optional.of(Kind.LOG);
        }
        return key.startsWith(songPrefix) ? Optional.of(Kind.SONG) : Optional.empty();
    }

    /** Returns the day in a log key's file name, else in its folders; empty if it contains none. */
    public Optional<LocalDate> logPartitionOf(String key) {
        if (!key.startsWith(logPrefix)) {
            return Optional.empty();
        }
        int slash = key.lastIndexOf('/');
        return firstDate(FILE_NAME_DATES, key.substring(slash + 1))
                .or(() -> firstDate(FOLDER_DATES, key.substring(logPrefix.length(), slash + 1)));
    }

    private static Optional<LocalDate> firstDate(List<Pattern> patterns, String text) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                try {
                    return Optional.of(LocalDate.of(
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3))));
                } catch (DateTimeException e) {
                    // 2018-13-40 is no date: continue
                }
            }
        }
        return Optional.empty();
    }
}
