package com.sparkify.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/** Converts between SQS messages and the documents of an event source mapping. */
final class SqsEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String queueArn;
    private final String region;

    SqsEvents(String queueArn, String region) {
        this.queueArn = queueArn;
        this.region = region;
    }

    byte[] event(List<Message> messages) {
        ObjectNode event = JSON.createObjectNode();
        var records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode record = records.addObject()
                    .put("messageId", message.messageId())
                    .put("receiptHandle", message.receiptHandle())
                    .put("body", message.body())
                    .put("md5OfBody", message.md5OfBody())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", queueArn)
                    .put("awsRegion", region);
            ObjectNode attributes = record.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            record.putObject("messageAttributes");
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the messages that the function reports in {@code batchItemFailures}. As in Lambda, an invalid document or
     * an unknown or empty identifier fails the whole batch; an empty response fails nothing.
     */
    static Set<String> failures(byte[] answer, List<Message> messages) {
        var ids = messages.stream().map(Message::messageId).collect(Collectors.toSet());
        JsonNode document;
        try {
            document = JSON.readTree(answer);
        } catch (IOException e) {
            return ids;
        }
        var failures = new HashSet<String>();
        for (JsonNode failure : document.path("batchItemFailures")) {
            String id = failure.path("itemIdentifier").asText("");
            if (!ids.contains(id)) {
                return ids;
            }
            failures.add(id);
        }
        return failures;
    }
}
