package com.sparkify.local.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifests that no run has finished yet. Their names begin with the time of writing.
 *
 * @param isMore whether there are more than were counted
 */
public record PendingManifests(int manifests, boolean isMore, Optional<Instant> oldest, Optional<Instant> newest) {

    /** Bounds the time of counting. */
    static final int MOST = 10_000;

    private static final Pattern NAME = Pattern.compile("(\\d{8}T\\d{9}Z)-[^/]*$");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    /** @param keys keys of manifests in S3's order, which is chronological; at most one more than {@link #MOST} */
    static PendingManifests of(List<String> keys) {
        boolean isMore = keys.size() > MOST;
        List<String> counted = isMore ? keys.subList(0, MOST) : keys;
        return new PendingManifests(
                counted.size(),
                isMore,
                counted.stream().findFirst().flatMap(PendingManifests::time),
                isMore ? Optional.empty() : counted.stream().reduce((a, b) -> b).flatMap(PendingManifests::time));
    }

    private static Optional<Instant> time(String key) {
        Matcher name = NAME.matcher(key);
        return name.find() ? Optional.of(TIME.parse(name.group(1), Instant::from)) : Optional.empty();
    }
}
