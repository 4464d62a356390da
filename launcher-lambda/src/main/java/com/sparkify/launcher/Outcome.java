package com.sparkify.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Result of one invocation.
 *
 * @param messagesTaken queued messages that are done and will not be redelivered
 * @param failures reasons of failures by message id, which is empty for a direct event
 * @param oldestPending age of the oldest pending manifest, if it was requested
 */
record Outcome(
        Optional<Event.Source> source,
        List<NewManifest> manifests,
        Launch launch,
        int messagesTaken,
        int objects,
        long bytes,
        int ignored,
        Map<String, String> failures,
        Optional<Duration> oldestPending,
        boolean dryRun) {

    Outcome {
        manifests = List.copyOf(manifests);
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    String name() {
        if (!failures.isEmpty()) {
            return "failed";
        }
        return launch.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the response to a synchronous caller. */
    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", name());
        if (dryRun) {
            fields.put("dryRun", true);
            fields.put("manifest", manifests.isEmpty() ? null : manifests.get(0).content());
        } else {
            fields.put("manifests", manifests.stream().map(NewManifest::name).toList());
        }
        if (launch.launchId() != null) {
            fields.put("launchId", launch.launchId());
        }
        fields.put("objects", objects);
        fields.put("bytes", bytes);
        fields.put("ignored", ignored);
        oldestPending.ifPresent(age -> fields.put("oldestPendingAgeSeconds", age.toSeconds()));
        return fields;
    }

    /** Returns the messages that SQS is to redeliver, in its format. */
    Map<String, Object> batchItemFailures() {
        List<Map<String, String>> items = new ArrayList<>();
        failures.keySet().forEach(id -> items.add(Map.of("itemIdentifier", id)));
        return Map.of("batchItemFailures", items);
    }
}
