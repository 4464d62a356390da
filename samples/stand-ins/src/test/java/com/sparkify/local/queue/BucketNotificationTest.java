package com.sparkify.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.s3.CreatedObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BucketNotificationTest {

    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void closingEndsACallInProgressWithoutAFailure() throws InterruptedException {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> failures.add(problem));
        var client = new SlowClient();
        var queue = EventQueue.create(client, "events", new QueueSettings(Duration.ofSeconds(30), 5));
        var notification = new BucketNotification(queue, "us-east-1", object -> true);
        notification.stored(new CreatedObject("bucket", "log_data/a.json", 1, "etag", "ObjectCreated:Put"));
        client.entered.await();

        notification.close();
        client.sender.join();

        assertThat(failures).isEmpty();
    }

    /** Answers no send, and aborts it as the SDK does if its thread is interrupted. */
    private static final class SlowClient implements SqsClient {
        private final CountDownLatch entered = new CountDownLatch(1);
        private volatile Thread sender;

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            sender = Thread.currentThread();
            entered.countDown();
            try {
                TimeUnit.MINUTES.sleep(1);
                return SendMessageBatchResponse.builder().build();
            } catch (InterruptedException e) {
                throw AbortedException.create("Thread was interrupted", e);
            }
        }

        @Override
        public CreateQueueResponse createQueue(CreateQueueRequest request) {
            return CreateQueueResponse.builder()
                    .queueUrl("http://localhost/queue")
                    .build();
        }

        @Override
        public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
            return GetQueueAttributesResponse.builder()
                    .attributes(Map.of(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:000000000000:queue"))
                    .build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
