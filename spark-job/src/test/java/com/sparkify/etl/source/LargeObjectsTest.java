package com.sparkify.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.source.ReadOutcome.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objects far larger than the memory of the JVM that reads them. */
@Tag("thorough")
class LargeObjectsTest {
    private static final int PIECE_LINES = 100_000;
    /** From here on times have the same number of digits for long. */
    private static final long FIRST = 1_000_000_000_000L;

    private static final int DISTINCT_LINE_BYTES =
            "{\"page\":\"NextSong\",\"ts\":1000000000000,\"sessionId\":1,\"itemInSession\":1,\"userId\":\"1\"}\n"
                    .length();

    private long plays;
    private long rejected;
    private final RowSink sink = new RowSink() {
        @Override
        public void play(long line, Play play) {
            plays++;
        }

        @Override
        public void song(long ordinal, SongRecord song) {
            throw new AssertionError("no song is expected");
        }

        @Override
        public void rejected(RejectedRow row) {
            rejected++;
        }
    };

    /** The same bytes so many times over. */
    private static Supplier<InputStream> times(int count, byte[] piece) {
        return () -> new SequenceInputStream(Collections.enumeration(IntStream.range(0, count)
                .<InputStream>mapToObj(number -> new ByteArrayInputStream(piece))
                .toList()));
    }

    private static byte[] lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < count; line++) {
            lines.append("""
                    {"page":"NextSong","ts":%d,"sessionId":%d,"itemInSession":1,"userId":"1","song":"Song %d","userAgent":"%s"}
                    """.formatted(1541030400000L + line, line, line, "x".repeat(100)));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private ReadOutcome read(String key, int pieces, byte[] piece) {
        long begun = System.nanoTime();
        long size = (long) pieces * piece.length;
        ReadOutcome outcome = new ObjectReader(new GeneratedObject(times(pieces, piece)), UserSet.NOBODY)
                .read(new ObjectVersion(key, Kind.LOG, "etag", null, size), sink);
        System.out.printf(
                "%s: %d bytes, %d lines in %.1f s, heap of %d MB%n",
                key,
                size,
                outcome.read(),
                (System.nanoTime() - begun) / 1e9,
                Runtime.getRuntime().maxMemory() >> 20);
        return outcome;
    }

    @Test
    void twentyGigabytesOfLines() {
        byte[] piece = lines(PIECE_LINES);
        int pieces = (int) (20_000_000_000L / piece.length);
        ReadOutcome outcome = read("plain.json", pieces, piece);
        assertThat(outcome.status()).isEqualTo(Status.READ);
        assertThat(List.of(outcome.plays(), plays, outcome.duplicates()))
                .containsExactly((long) pieces * PIECE_LINES, outcome.plays(), outcome.plays() - PIECE_LINES);
    }

    @Test
    void tenGigabytesOfLinesInGzipMembers() throws IOException {
        byte[] lines = lines(PIECE_LINES);
        int pieces = (int) (10_000_000_000L / lines.length);
        ReadOutcome outcome = read("members.json.gz", pieces, gzip(lines));
        assertThat(outcome.status()).isEqualTo(Status.READ);
        assertThat(outcome.plays()).isEqualTo((long) pieces * PIECE_LINES);
    }

    @Test
    void twelveMillionDistinctPlaysTakeBoundedMemory() {
        Supplier<InputStream> distinct = () -> new SequenceInputStream(Collections.enumeration(IntStream.range(0, 1200)
                .<InputStream>mapToObj(piece -> new InputStream() {
                    private InputStream made;

                    @Override
                    public int read() throws IOException {
                        return made().read();
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        return made().read(buffer, offset, length);
                    }

                    private InputStream made() {
                        if (made == null) {
                            StringBuilder lines = new StringBuilder();
                            for (int line = 0; line < 10_000; line++) {
                                lines.append("{\"page\":\"NextSong\",\"ts\":")
                                        .append(FIRST + piece * 1_000_000_000L + line * 61_000L)
                                        .append(",\"sessionId\":1,\"itemInSession\":1,\"userId\":\"1\"}\n");
                            }
                            made = new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
                        }
                        return made;
                    }
                })
                .toList()));
        ReadOutcome outcome = new ObjectReader(new GeneratedObject(distinct), UserSet.NOBODY)
                .read(
                        new ObjectVersion("distinct.json", Kind.LOG, "etag", null, 12_000_000L * DISTINCT_LINE_BYTES),
                        sink);
        assertThat(outcome.plays()).isEqualTo(12_000_000);
        assertThat(outcome.playTimes().ranges()).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void aLineOfAGigabyte() {
        ReadOutcome outcome = read("line.json", 1 << 10, new byte[1 << 20]);
        assertThat(outcome.status()).isEqualTo(Status.UNREADABLE);
        assertThat(List.of(outcome.read(), outcome.rejected(), rejected)).containsExactly(1L, 1L, 1L);
    }

    @Test
    void aMillionRejectedRows() {
        ReadOutcome outcome =
                read("rejected.json", 10, "nonsense\n".repeat(PIECE_LINES).getBytes(StandardCharsets.UTF_8));
        assertThat(outcome.status()).isEqualTo(Status.READ);
        assertThat(rejected).isEqualTo(1_000_000);
    }
}
