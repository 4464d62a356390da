package com.sparkify.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.run.InMemoryObjectStore;
import com.sparkify.etl.source.ReadOutcome.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectReaderTest {
    private static final String PLAY =
            "{\"page\":\"NextSong\",\"ts\":%d,\"sessionId\":1,\"itemInSession\":1,\"userId\":\"1\"}";

    private final InMemoryObjectStore store = new InMemoryObjectStore("object-reader");
    private final List<Object> rows = new ArrayList<>();
    private UserSet erased = UserSet.NOBODY;
    private final List<Long> lines = new ArrayList<>();
    private final RowSink sink = new RowSink() {
        @Override
        public void play(long line, Play play) {
            lines.add(line);
            rows.add(play);
        }

        @Override
        public void song(long ordinal, SongRecord song) {
            lines.add(ordinal);
            rows.add(song);
        }

        @Override
        public void rejected(RejectedRow row) {
            lines.add(row.line());
            rows.add(row);
        }
    };

    private ReadOutcome read(String key, Kind kind, byte[] bytes) {
        store.put(key, bytes);
        var head = store.head(key).orElseThrow();
        return read(new ObjectVersion(key, kind, head.etag(), null, head.size()));
    }

    private ReadOutcome read(ObjectVersion pin) {
        return new ObjectReader(store, erased).read(pin, sink);
    }

    private ReadOutcome log(String text) {
        return read("log.json", Kind.LOG, text.getBytes(StandardCharsets.UTF_8));
    }

    private ReadOutcome song(String text) {
        return read("song.json", Kind.SONG, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void everyLineIsAPlayOrNotOrRejectedAndTheyAddUp() {
        ReadOutcome outcome =
                log("\uFEFF" + PLAY.formatted(1) + "\r\n\r\n  \t\n{\"page\":\"Home\"}\nbad\n" + PLAY.formatted(1));
        assertThat(outcome)
                .isEqualTo(new ReadOutcome(
                        "log.json",
                        Status.READ,
                        "Line 5: The line is no JSON object: it cannot be parsed from line 1, column 4 on",
                        4,
                        2,
                        0,
                        1,
                        1,
                        0,
                        1,
                        1,
                        LongRanges.of(0, 60_000),
                        outcome.drift()));
        assertThat(rows).hasSize(3);
        assertThat(lines.get(2)).isEqualTo(6);
        assertThat(((RejectedRow) rows.get(1)).raw()).isEqualTo("bad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"39\",\"page\":\"Home\"}",
                "{\"userId\":39}",
                "{\"userId\":\"\\u00339\"}",
                "{\"userId\":\"1\",\"userId\":\"39\"}",
                "{\"page\":\"NextSong\",\"userId\":\"39\"}",
                "{\"userId\":\"39\", and no more",
                "{\"userId\" : 39",
                "\"userId\":\"39",
                "[{\"userId\":\"39\"}]",
                "x\"userId\":\"1\",\"userId\":\"\\u00339\""
            })
    void linesOfErasedUsersAreCountedAndGivenToNobody(String line) {
        erased = NamedUsers.of(List.of("39"));
        ReadOutcome outcome = log("{}\n" + line + "\n");
        assertThat(outcome.erased()).isEqualTo(1);
        assertThat(outcome.notPlays()).isEqualTo(1);
        assertThat(rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"390\"}",
                "{\"userId\":39.0}",
                "{\"userId\":\"39\",\"userId\":\"1\"}",
                "{\"user\":{\"userId\":\"39\"}}",
                "{\"firstName\":\"39\", broken",
                "{\"userId\" \"39\", broken",
                "{\"userId\":[\"39\"], broken"
            })
    void linesOfOthersAreNot(String line) {
        erased = NamedUsers.of(List.of("39"));
        assertThat(log(line).erased()).isZero();
    }

    @Test
    void anEmptyObjectIsAcceptableAndHoldsNothing() {
        assertThat(log("").status()).isEqualTo(Status.READ);
        assertThat(song("").status()).isEqualTo(Status.READ);
        assertThat(rows).isEmpty();
    }

    @Test
    void gzipIsKnownByItsBytes() {
        assertThat(read("log.json", Kind.LOG, gzip(PLAY.formatted(1))).plays()).isEqualTo(1);
        assertThat(log(PLAY.formatted(1)).plays()).isEqualTo(1);
    }

    @Test
    void everyMemberOfAGzipIsRead() {
        for (int size = 1; size < 300; size++) {
            byte[] first = gzip("x".repeat(size * 53) + "\n");
            byte[] second = gzip(PLAY.formatted(1));
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            assertThat(read("log.json.gz", Kind.LOG, both).plays())
                    .as("%d", size)
                    .isEqualTo(1);
        }
    }

    @Test
    void aTruncatedGzipIsUnreadable() {
        byte[] whole = gzip((PLAY.formatted(1) + "\n").repeat(5000));
        ReadOutcome outcome = read("log.json.gz", Kind.LOG, Arrays.copyOf(whole, whole.length - 20));
        assertThat(outcome.status()).isEqualTo(Status.UNREADABLE);
        assertThat(outcome.reason()).startsWith("The gzip stream is broken");
    }

    @Test
    void aBinaryObjectIsUnreadableButOneGoodLineSavesIt() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        assertThat(read("log.json", Kind.LOG, noise).status()).isEqualTo(Status.UNREADABLE);
        byte[] good = ("\n" + PLAY.formatted(1)).getBytes(StandardCharsets.UTF_8);
        byte[] mixed = Arrays.copyOf(noise, noise.length + good.length);
        System.arraycopy(good, 0, mixed, noise.length, good.length);
        ReadOutcome outcome = read("log.json", Kind.LOG, mixed);
        assertThat(outcome.status()).isEqualTo(Status.READ);
        assertThat(outcome.plays()).isEqualTo(1);
        assertThat(outcome.read()).isEqualTo(outcome.plays() + outcome.notPlays() + outcome.rejected());
    }

    @Test
    void songRecordsAreSeparatedByWhiteSpaceAndJudgedOneByOne() {
        ReadOutcome outcome = song(
                "{\"song_id\":\"S1\",\n \"artist_id\":\"A\"}\n{\"artist_id\":\"A\"} 7 {\"song_id\":\"S2\",\"artist_id\":\"A\",\"year\":0}");
        assertThat(outcome.read()).isEqualTo(4);
        assertThat(outcome.songs()).isEqualTo(2);
        assertThat(outcome.rejected()).isEqualTo(2);
        assertThat(((RejectedRow) rows.get(1)).reason()).isEqualTo("The record has no song_id");
        assertThat(((RejectedRow) rows.get(1)).raw()).isEqualTo("{\"artist_id\":\"A\"}");
        assertThat(((RejectedRow) rows.get(2)).raw()).isEqualTo("7");
    }

    @Test
    void aSongObjectThatIsNotJsonToItsEndIsUnreadable() {
        assertThat(song("{\"song_id\":\"S1\",\"artist_id\":\"A\"} trailing").status())
                .isEqualTo(Status.UNREADABLE);
        assertThat(rows).isEmpty();
    }

    @Test
    void anotherVersionIsNeverReadInsteadOfThePinnedOne() {
        store.put("log.json", "old");
        var head = store.head("log.json").orElseThrow();
        store.put("log.json", "new");
        assertThat(read(new ObjectVersion("log.json", Kind.LOG, head.etag(), null, head.size()))
                        .status())
                .isEqualTo(Status.CHANGED);
    }

    @Test
    void aLineThatIsTooLongIsRejectedAndCostsTheOthersNothing() {
        ReadOutcome outcome = log(PLAY.formatted(1) + "\n{\"a\":\"" + "ä".repeat(LineReader.MOST_BYTES / 2) + "\"}\n"
                + PLAY.formatted(2));
        assertThat(outcome.status()).isEqualTo(Status.READ);
        assertThat(List.of(outcome.read(), outcome.plays(), outcome.rejected())).containsExactly(3L, 2L, 1L);
        assertThat(outcome.reason()).isEqualTo("Line 2: The line is longer than 16 MiB");
        assertThat(lines).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aSongObjectThatIsTooLargeIsUnreadable() {
        ReadOutcome outcome = song(" ".repeat((32 << 20) + 1));
        assertThat(outcome.status()).isEqualTo(Status.UNREADABLE);
        assertThat(outcome.reason()).isEqualTo("A song object has at most 32 MiB of content");
    }

    @Test
    void timesAllOverTheCalendarAreToldByRangesThatHoldThemAll() {
        StringBuilder text = new StringBuilder();
        for (long play = 0; play < 150_000; play++) {
            text.append(PLAY.formatted(play * 1_000_000_007L)).append('\n');
        }
        ReadOutcome outcome = log(text.toString());
        assertThat(outcome.plays()).isEqualTo(150_000);
        assertThat(outcome.playTimes().ranges()).hasSizeLessThanOrEqualTo(64);
        assertThat(rows).allMatch(play -> outcome.playTimes().contains(((Play) play).ts()));
    }
}
