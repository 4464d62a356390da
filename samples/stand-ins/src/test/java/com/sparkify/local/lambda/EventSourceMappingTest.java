package com.sparkify.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.queue.EventQueue;
import com.sparkify.local.queue.QueueServer;
import com.sparkify.local.queue.QueueSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue, its window, its visibility timeout and its dead letters, as a function sees them. */
@Timeout(60)
class EventSourceMappingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NO_FAILURES = "{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8);

    private static QueueServer server;
    private static SqsClient sqs;

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private EventQueue queue;
    private EventSourceMapping mapping;

    @BeforeAll
    static void startServer() {
        server = QueueServer.start(SigningKeys.LOCAL);
        sqs = server.client(SigningKeys.LOCAL);
    }

    @AfterAll
    static void stopServer() {
        sqs.close();
        server.close();
    }

    @AfterEach
    void stop() {
        mapping.close();
    }

    @Test
    void messagesOfAWindowAreOneBatch() throws Exception {
        start(Duration.ofSeconds(2), new QueueSettings(Duration.ofSeconds(30), 3), bodies -> NO_FAILURES);

        for (int i = 0; i < 3; i++) {
            queue.send(List.of("message " + i));
            TimeUnit.MILLISECONDS.sleep(300);
        }
        awaitProcessed();

        assertThat(batches).containsExactly(List.of("message 0", "message 1", "message 2"));
    }

    @Test
    void aWindowMayBeShorterThanASecond() throws Exception {
        start(Duration.ofMillis(200), new QueueSettings(Duration.ofSeconds(30), 3), bodies -> NO_FAILURES);
        long begun = System.nanoTime();

        queue.send(List.of("a"));
        queue.send(List.of("b"));
        awaitProcessed();

        assertThat(batches).containsExactly(List.of("a", "b"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aBurstIsOneBatchToo() throws Exception {
        start(Duration.ofSeconds(3), new QueueSettings(Duration.ofSeconds(30), 3), bodies -> NO_FAILURES);

        for (int call = 0; call < 30; call++) {
            queue.send(IntStream.range(0, 10).mapToObj(Integer::toString).toList());
        }
        awaitProcessed();

        assertThat(batches).singleElement().satisfies(batch -> assertThat(batch).hasSize(300));
    }

    @Test
    void onlyTheFailedMessagesComeAgain() throws Exception {
        start(Duration.ofSeconds(1), new QueueSettings(Duration.ofSeconds(5), 5), bodies -> {
            boolean again =
                    batches.stream().filter(batch -> batch.contains("bad")).count() > 1;
            return again ? NO_FAILURES : failing(bodies, "bad");
        });

        queue.send(List.of("good", "bad"));
        awaitProcessed();

        assertThat(batches).hasSize(2);
        assertThat(batches.get(0)).containsExactlyInAnyOrder("good", "bad");
        assertThat(batches.get(1)).containsExactly("bad");
        assertThat(queue.deadLetters()).isZero();
    }

    @Test
    void aMessageThatNeverSucceedsEndsInTheDeadLetterQueue() throws Exception {
        start(Duration.ZERO, new QueueSettings(Duration.ofSeconds(1), 2), bodies -> {
            throw new FunctionException("never");
        });

        queue.send(List.of("bad"));
        await(() -> queue.deadLetters() == 1);

        assertThat(batches).hasSize(2);
        assertThat(queue.size()).isZero();
    }

    @Test
    void anAnswerThatNamesAnUnknownMessageFailsTheWholeBatch() throws Exception {
        start(
                Duration.ZERO,
                new QueueSettings(Duration.ofSeconds(1), 2),
                bodies -> "{\"batchItemFailures\":[{}]}".getBytes(StandardCharsets.UTF_8));

        queue.send(List.of("a", "b"));
        await(() -> queue.deadLetters() == 2);

        assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrder("a", "a", "b", "b");
    }

    private interface Answering {
        byte[] answer(List<Message> messages) throws FunctionException;
    }

    private record Message(String id, String body) {}

    private void start(Duration window, QueueSettings settings, Answering answering) {
        queue = EventQueue.create(sqs, "queue-" + UUID.randomUUID(), settings);
        mapping = new EventSourceMapping(
                queue,
                event -> {
                    List<Message> messages = messages(event);
                    batches.add(messages.stream().map(Message::body).toList());
                    return answering.answer(messages);
                },
                window,
                "us-east-1");
        mapping.start();
    }

    private static List<Message> messages(byte[] event) {
        try {
            var messages = new ArrayList<Message>();
            for (var record : JSON.readTree(event).path("Records")) {
                assertThat(record.path("eventSource").asText()).isEqualTo("aws:sqs");
                assertThat(record.at("/attributes/ApproximateReceiveCount").asInt())
                        .isPositive();
                messages.add(new Message(
                        record.path("messageId").asText(), record.path("body").asText()));
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] failing(List<Message> messages, String body) {
        var failures = JSON.createObjectNode();
        var items = failures.putArray("batchItemFailures");
        messages.stream()
                .filter(message -> message.body().equals(body))
                .forEach(message -> items.addObject().put("itemIdentifier", message.id()));
        return failures.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void awaitProcessed() throws InterruptedException {
        await(() -> !batches.isEmpty() && queue.size() == 0 && mapping.isIdle());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
