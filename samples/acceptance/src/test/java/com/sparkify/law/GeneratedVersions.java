package com.sparkify.law;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Creates object contents: rows in all forms of real producers, and unreadable bytes. */
final class GeneratedVersions {
    private final Universe universe;
    private final SplittableRandom random;

    GeneratedVersions(Universe universe, SplittableRandom random) {
        this.universe = universe;
        this.random = random;
    }

    /** A log object with these plays and some of the pool besides. */
    byte[] log(String... plays) {
        List<String> lines = new ArrayList<>();
        for (String play : plays) {
            lines.add("{" + play + "}");
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            lines.add("{" + universe.play() + "}");
        }
        if (random.nextInt(3) == 0) {
            lines.add("{\"page\":\"Home\",\"userId\":\"\"}");
        }
        Collections.shuffle(lines, new Random(random.nextLong()));
        return bytes(lines);
    }

    /** A log object with these plays and no others. */
    byte[] onlyPlays(String... plays) {
        return bytes(Arrays.stream(plays).map(play -> "{" + play + "}").toList());
    }

    /** As {@link #log}, with a bad row. */
    byte[] logWithBadRow(String... plays) {
        List<String> lines = new ArrayList<>(List.of("{\"page\":\"NextSong\",\"ts\":\"" + random.nextInt() + "x\"}"));
        for (String play : plays) {
            lines.add("{" + play + "}");
        }
        return bytes(lines);
    }

    byte[] songs(String... records) {
        List<String> all = new ArrayList<>(List.of(records));
        if (random.nextInt(3) == 0) {
            all.add(universe.song());
        }
        if (random.nextInt(12) == 0) {
            all.add("{\"song_id\":\"S1\"}");
        }
        return bytes(all);
    }

    byte[] onlySongs(String... records) {
        return bytes(List.of(records));
    }

    byte[] unreadable() {
        byte[] zipped = gzip("{\"page\":\"Home\"}\n".repeat(50).getBytes(StandardCharsets.UTF_8));
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(zipped, zipped.length - 5);
            case 1 -> new byte[] {(byte) 0xff, (byte) 0xd8, 0, 16, 'J', 'F', 'I', 'F', (byte) random.nextInt()};
            default -> new byte[] {0, 0, '\n', (byte) 0xc3, (byte) random.nextInt()};
        };
    }

    private byte[] bytes(List<String> lines) {
        String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
        String text = String.join(random.nextInt(4) == 0 ? end + end : end, lines);
        text = random.nextInt(4) == 0 ? "\uFEFF" + text : text;
        text = random.nextBoolean() ? text + end : text;
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? gzip(plain) : plain;
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
