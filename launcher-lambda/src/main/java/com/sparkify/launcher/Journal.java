package com.sparkify.launcher;

import com.sparkify.launcher.Launch.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes one JSON line for each invocation, which is also a CloudWatch embedded metric, and one for each failure, to
 * standard output.
 */
final class Journal {
    private static final String NAMESPACE = "Sparkify";

    private final Consumer<String> line;
    private final Clock clock;

    Journal(Consumer<String> line, Clock clock) {
        this.line = line;
        this.clock = clock;
    }

    void tell(String requestId, String function, Outcome outcome) {
        outcome.failures().forEach((id, reason) -> fail(requestId, id, reason));
        Map<String, Object> metrics = metrics(outcome);
        Map<String, Object> fields = fields("INFO", requestId);
        fields.put("outcome", outcome.name());
        outcome.source().ifPresent(source -> fields.put("source", source.name().toLowerCase(Locale.ROOT)));
        fields.put(
                "manifests", outcome.manifests().stream().map(NewManifest::name).toList());
        fields.put("launchId", outcome.launch().launchId());
        fields.put("bytes", outcome.bytes());
        write(fields, function, metrics);
    }

    /** Records an invocation that was refused. */
    void refuse(String requestId, String function, String reason) {
        Map<String, Object> fields = fields("ERROR", requestId);
        fields.put("outcome", "refused");
        fields.put("reason", reason);
        write(fields, function, Map.of("Failures", 1));
    }

    private void fail(String requestId, String messageId, String reason) {
        Map<String, Object> fields = fields("ERROR", requestId);
        fields.put("messageId", messageId);
        fields.put("reason", reason);
        print(fields);
    }

    private Map<String, Object> fields(String level, String requestId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", clock.instant().toString());
        fields.put("level", level);
        fields.put("requestId", requestId);
        return fields;
    }

    private static Map<String, Object> metrics(Outcome outcome) {
        Kind kind = outcome.dryRun() ? Kind.NONE : outcome.launch().kind();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("MessagesTaken", outcome.messagesTaken());
        metrics.put("ObjectsAnnounced", outcome.dryRun() ? 0 : outcome.objects());
        metrics.put("ObjectsIgnored", outcome.ignored());
        metrics.put("RunsJoined", kind == Kind.JOINED ? 1 : 0);
        metrics.put("RunsStarted", kind == Kind.STARTED ? 1 : 0);
        metrics.put("Failures", outcome.failures().size());
        outcome.oldestPending().ifPresent(age -> metrics.put("OldestPendingAgeSeconds", age.toSeconds()));
        return metrics;
    }

    private void write(Map<String, Object> fields, String function, Map<String, Object> metrics) {
        List<Map<String, String>> definitions = metrics.keySet().stream()
                .map(name -> Map.of("Name", name, "Unit", name.endsWith("Seconds") ? "Seconds" : "Count"))
                .toList();
        fields.put(
                "_aws",
                Map.of(
                        "Timestamp",
                        clock.millis(),
                        "CloudWatchMetrics",
                        List.of(Map.of(
                                "Namespace", NAMESPACE,
                                "Dimensions", List.of(List.of()),
                                "Metrics", definitions))));
        fields.put("functionName", function);
        fields.putAll(metrics);
        print(fields);
    }

    private void print(Map<String, Object> fields) {
        line.accept(new String(Json.write(fields), StandardCharsets.UTF_8));
    }
}
