package com.sparkify.launcher;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** As much of S3's protocol as the launcher speaks. */
final class LoopbackS3 extends LoopbackServer {
    private static final String XML = "application/xml";

    final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    volatile int unavailable;
    volatile int loseAnswersOfPuts;

    LoopbackS3() throws IOException {}

    @Override
    Answer answer(String method, String path, String query, byte[] body, HttpExchange exchange) {
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            return error(403, "AccessDenied");
        }
        if (unavailable > 0) {
            unavailable--;
            return error(503, "SlowDown");
        }
        return switch (method) {
            case "PUT" -> put(path, body, exchange.getRequestHeaders().getFirst("If-None-Match"));
            case "HEAD" -> Answer.of(objects.containsKey(path) ? 200 : 404, XML, "");
            default -> list(path, query);
        };
    }

    private Answer put(String path, byte[] body, String ifNoneMatch) {
        if ("*".equals(ifNoneMatch) && objects.containsKey(path)) {
            return error(412, "PreconditionFailed");
        }
        objects.put(path, body);
        if (loseAnswersOfPuts > 0) {
            loseAnswersOfPuts--;
            throw new IllegalStateException("The answer is lost");
        }
        return Answer.of(200, XML, "");
    }

    private Answer list(String bucket, String query) {
        String prefix = query.replaceAll("(?:.*&)?prefix=([^&]*).*", "$1");
        String contents = objects.keySet().stream()
                .map(path -> path.substring(bucket.replaceAll("/$", "").length() + 1))
                .filter(key -> key.startsWith(prefix))
                .map(key -> "<Contents><Key>" + key + "</Key><LastModified>2018-11-12T10:15:30.000Z</LastModified>"
                        + "</Contents>")
                .collect(Collectors.joining());
        return Answer.of(
                200, XML, "<ListBucketResult><IsTruncated>false</IsTruncated>" + contents + "</ListBucketResult>");
    }

    private static Answer error(int status, String code) {
        return Answer.of(status, XML, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
    }
}
