package com.sparkify.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The function itself: it is invoked synchronously with batches in its queue's form. */
record FunctionTarget(LambdaClient lambda, String name) implements Target {

    private static final ObjectMapper JSON = new ObjectMapper();

    static FunctionTarget named(String name) {
        return new FunctionTarget(
                LambdaClient.builder()
                        .httpClient(UrlConnectionHttpClient.builder()
                                .socketTimeout(Duration.ofMinutes(2))
                                .build())
                        .build(),
                name);
    }

    @Override
    public void send(List<Announcement> announcements) {
        var answer = lambda.invoke(
                invoke -> invoke.functionName(name).payload(SdkBytes.fromUtf8String(batch(announcements))));
        String text = answer.payload() == null ? "" : answer.payload().asUtf8String();
        if (answer.functionError() != null) {
            throw new IllegalStateException("The function failed: " + text);
        }
        int failed = failures(text);
        if (failed > 0) {
            throw new IllegalStateException("The function did not take " + failed + " of " + announcements.size()
                    + " messages; its log says why");
        }
    }

    @Override
    public void close() {
        lambda.close();
    }

    private static String batch(List<Announcement> announcements) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Announcement announcement : announcements) {
            records.addObject()
                    .put("messageId", announcement.position())
                    .put("eventSource", "aws:sqs")
                    .put("body", announcement.body());
        }
        return event.toString();
    }

    private static int failures(String answer) {
        try {
            JsonNode document = JSON.readTree(answer);
            return document.path("batchItemFailures").size();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The function's answer is not JSON: " + answer, e);
        }
    }
}
