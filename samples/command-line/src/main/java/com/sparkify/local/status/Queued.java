package com.sparkify.local.status;

import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Events on their way to the launcher.
 *
 * @param taken received by the launcher but not finished
 * @param deadLetters given up by the launcher
 */
public record Queued(long waiting, long taken, long deadLetters) {

    /** There is no queue unless a stack is up. */
    static final Queued NONE = new Queued(0, 0, 0);

    static Queued of(SqsClient sqs, String queueUrl, String deadLetterQueueUrl) {
        Map<QueueAttributeName, String> queue = attributes(sqs, queueUrl);
        return new Queued(
                count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                        + count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
                count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                count(attributes(sqs, deadLetterQueueUrl), QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    public boolean isEmpty() {
        return waiting == 0 && taken == 0;
    }

    private static Map<QueueAttributeName, String> attributes(SqsClient sqs, String url) {
        return sqs.getQueueAttributes(get -> get.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
    }

    private static long count(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Long.parseLong(attributes.getOrDefault(name, "0"));
    }
}
