package com.sparkify.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final RateLimit FAST = new RateLimit(100_000);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final List<String> taken = new ArrayList<>();
    private int failAfter = Integer.MAX_VALUE;

    private final Target target = new Target() {
        @Override
        public void send(List<Announcement> announcements) {
            if (taken.size() >= failAfter) {
                throw new IllegalStateException("The queue is gone");
            }
            announcements.forEach(announcement -> taken.add(announcement.position()));
        }

        @Override
        public void close() {}
    };

    @Test
    void everythingIsSentOnceAndTheBookmarkIsGone() throws Exception {
        var summary = replay(25).send(target, FAST);

        assertThat(taken).hasSize(25).doesNotHaveDuplicates();
        assertThat(summary.messages()).isEqualTo(25);
        assertThat(summary.objects()).isEqualTo(50);
        assertThat(folder).isEmptyDirectory();
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("25 of 25 messages");
    }

    @Test
    void anInterruptedReplayGoesOnWhereItWas() throws Exception {
        failAfter = 20;
        assertThatThrownBy(() -> replay(45).send(target, FAST)).hasMessage("The queue is gone");
        assertThat(taken).hasSize(20);

        failAfter = Integer.MAX_VALUE;
        assertThat(replay(45).plan().messages()).isEqualTo(25);
        var summary = replay(45).send(target, FAST);

        assertThat(summary.skipped()).isEqualTo(20);
        assertThat(taken).hasSize(45).doesNotHaveDuplicates();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherReplaysBookmarkIsNotBelieved() throws Exception {
        new Bookmark(folder.resolve("state"), "something else").advance("000003");

        assertThatThrownBy(() -> replay(5).send(target, FAST))
                .hasMessageContaining("belongs to another replay (something else)");
        assertThat(taken).isEmpty();
    }

    @Test
    void theRateIsKept() throws Exception {
        long start = System.nanoTime();
        replay(31).send(target, new RateLimit(100));

        assertThat(System.nanoTime() - start).isGreaterThan(300_000_000L);
    }

    @Test
    void storedEventsAreReadInNameOrderAndBatchesTakenApart() throws IOException {
        Files.writeString(folder.resolve("b.json"), "{\"sweep\": {}}\n{\"rebuild\": {}}");
        Files.writeString(
                folder.resolve("a.json"),
                "{\"Records\": [{\"eventSource\": \"aws:sqs\", \"messageId\": \"1\", \"body\": \"one\"},"
                        + " {\"eventSource\": \"aws:sqs\", \"messageId\": \"2\", \"body\": \"two\"}]}");
        Files.writeString(folder.resolve("notes.txt"), "not an event");
        List<String> bodies = new ArrayList<>();
        new EventFiles(folder).each(announcement -> bodies.add(announcement.body()));

        assertThat(bodies).containsExactly("one", "two", "{\"sweep\":{}}", "{\"rebuild\":{}}");
    }

    @Test
    void aFileThatIsNoJsonIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "no");

        assertThatThrownBy(() -> new EventFiles(file).each(announcement -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Not JSON: " + file);
    }

    private Replay replay(int messages) {
        Source source = taker -> {
            for (int i : IntStream.range(0, messages).toArray()) {
                if (!taker.test(new Announcement("%06d".formatted(i), "{}", 2, 10))) {
                    return;
                }
            }
        };
        return new Replay(
                source,
                new Bookmark(folder.resolve("state"), "this"),
                new ProgressBar(new PrintStream(shown, true, StandardCharsets.UTF_8), false));
    }
}
