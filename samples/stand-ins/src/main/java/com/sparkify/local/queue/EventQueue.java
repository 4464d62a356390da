package com.sparkify.local.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue and its dead-letter queue. */
public final class EventQueue {

    /** Maximum number of messages in one SQS call. */
    public static final int CALL_LIMIT = 10;

    private final SqsClient sqs;
    private final String url;
    private final String arn;
    private final String deadLetterUrl;

    private EventQueue(SqsClient sqs, String url, String arn, String deadLetterUrl) {
        this.sqs = sqs;
        this.url = url;
        this.arn = arn;
        this.deadLetterUrl = deadLetterUrl;
    }

    /** Creates the queue {@code name} and the dead-letter queue {@code name-dead-letters}. */
    public static EventQueue create(SqsClient sqs, String name, QueueSettings settings) {
        String deadLetterUrl = sqs.createQueue(create -> create.queueName(name + "-dead-letters"))
                .queueUrl();
        var redrive = "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                .formatted(arn(sqs, deadLetterUrl), settings.maxReceiveCount());
        String url = sqs.createQueue(create -> create.queueName(name)
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                Long.toString(settings.visibilityTimeout().toSeconds()),
                                QueueAttributeName.REDRIVE_POLICY,
                                redrive)))
                .queueUrl();
        return new EventQueue(sqs, url, arn(sqs, url), deadLetterUrl);
    }

    public String url() {
        return url;
    }

    public String deadLetterUrl() {
        return deadLetterUrl;
    }

    public String arn() {
        return arn;
    }

    public void send(List<String> bodies) {
        var entries = IntStream.range(0, bodies.size())
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(bodies.get(i))
                        .build())
                .toList();
        var failed = sqs.sendMessageBatch(send -> send.queueUrl(url).entries(entries))
                .failed();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("Queue refused " + failed.size() + " of " + bodies.size() + " messages: "
                    + failed.get(0).message());
        }
    }

    /** Receives at most ten messages; waits up to this many seconds for the first. */
    public List<Message> receive(int waitSeconds) {
        return sqs.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(CALL_LIMIT)
                        .waitTimeSeconds(waitSeconds)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    public void delete(List<Message> messages) {
        for (int from = 0; from < messages.size(); from += CALL_LIMIT) {
            var call = messages.subList(from, Math.min(from + CALL_LIMIT, messages.size()));
            var entries = new ArrayList<DeleteMessageBatchRequestEntry>();
            for (Message message : call) {
                entries.add(DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .receiptHandle(message.receiptHandle())
                        .build());
            }
            sqs.deleteMessageBatch(delete -> delete.queueUrl(url).entries(entries));
        }
    }

    /** Returns the number of messages that wait or are in flight. */
    public int size() {
        return count(
                url,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
    }

    public int deadLetters() {
        return count(deadLetterUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    private int count(String queueUrl, QueueAttributeName... names) {
        return sqs
                .getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(names))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private static String arn(SqsClient sqs, String queueUrl) {
        return sqs.getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }
}
