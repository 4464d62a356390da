package com.sparkify.launcher;

import java.util.List;
import java.util.Map;

/** Events of S3 for given keys, made up. */
final class Puts {
    private Puts() {}

    /** As S3 invokes the function itself. */
    static byte[] event(String... urlEncodedKeys) {
        return Json.write(Map.of(
                "Records", List.of(urlEncodedKeys).stream().map(Puts::record).toList()));
    }

    /** As the queue invokes it: one message for each key, whose id it is. */
    static byte[] batch(List<String> urlEncodedKeys) {
        return Json.write(Map.of(
                "Records",
                urlEncodedKeys.stream()
                        .map(key -> Map.of("messageId", key, "eventSource", "aws:sqs", "body", new String(event(key))))
                        .toList()));
    }

    private static Map<String, Object> record(String key) {
        return Map.of(
                "eventVersion", "2.1",
                "eventName", "ObjectCreated:Put",
                "s3", Map.of("bucket", Map.of("name", "sparkify-logs"), "object", Map.of("key", key, "size", 1)));
    }
}
