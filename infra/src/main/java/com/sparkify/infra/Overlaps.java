package com.sparkify.infra;

import java.util.ArrayList;
import java.util.List;

/** Rejects a lake under an input prefix: its own JSON would be loaded for ever. */
final class Overlaps {
    private static final List<String> LAKE_FOLDERS =
            List.of("pending", "pending-bad", "closing", "state", "warehouse", "json");

    private Overlaps() {}

    static List<String> between(String name, String logBucket, List<String> inputPrefixes, String lake) {
        List<String> problems = new ArrayList<>();
        String first = inputPrefixes.get(0);
        String second = inputPrefixes.get(1);
        if (first.startsWith(second) || second.startsWith(first)) {
            problems.add(
                    "logPrefix and songPrefix must not lie in one another: '%s' and '%s'".formatted(first, second));
        }
        if (!lake.isEmpty()) {
            LakeLocation location = LakeLocation.parse(lake);
            if (sameBucket(name, logBucket, location.bucket())) {
                inputPrefixes.stream()
                        .filter(prefix -> overlap(prefix, location))
                        .map(prefix -> "lake must not lie under an input prefix, or its own files would be loaded: "
                                + "'%s' and '%s'; choose another path or bucket".formatted(lake, prefix))
                        .forEach(problems::add);
            }
        }
        return problems;
    }

    private static boolean overlap(String prefix, LakeLocation location) {
        return LAKE_FOLDERS.stream()
                .map(location::folder)
                .anyMatch(folder -> prefix.startsWith(folder) || folder.startsWith(prefix));
    }

    /** The name of the stack's own log bucket depends on account and region, which are known only at deployment. */
    private static boolean sameBucket(String name, String logBucket, String lakeBucket) {
        return logBucket.isEmpty()
                ? lakeBucket.matches(name + "-logs-[0-9]{12}-[a-z0-9-]+")
                : logBucket.equals(lakeBucket);
    }
}
