package com.sparkify.law;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Objects with mutated rows, from a seed. */
final class Fuzz {
    private static final int LINES_AN_OBJECT = 1_000;
    private static final int MEGABYTE = 1 << 20;

    /** Each day is a partition and a file, so only a few days are used. */
    private static final Set<Long> DAYS = Set.of(0L, 17_836L, 17_837L, 17_838L, 17_896L, 2_932_896L);

    private final SplittableRandom random;
    private final Universe universe;
    private final GeneratedVersions versions;
    private final Mutator mutator;

    Fuzz(long seed) {
        this.random = new SplittableRandom(seed);
        this.universe = new Universe(random);
        this.versions = new GeneratedVersions(universe, random);
        this.mutator = new Mutator(random);
    }

    /** Log objects with so many lines in all, each line by itself mutated. */
    SortedMap<String, byte[]> logs(int lines) {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        for (int object = 0; object < lines / LINES_AN_OBJECT; object++) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int i = 0; i < LINES_AN_OBJECT; i++) {
                content.writeBytes(line(object * LINES_AN_OBJECT + i));
                content.write('\n');
            }
            String key = String.format("log_data/2018/11/2018-11-%02d-fuzz-%03d.json", object % 28 + 1, object);
            objects.put(
                    key,
                    random.nextInt(4) == 0 ? GeneratedVersions.gzip(content.toByteArray()) : content.toByteArray());
        }
        return objects;
    }

    private byte[] line(int number) {
        String play = universe.play().replaceFirst("\"sessionId\":", "\"sessionId\":" + number % 977);
        if (number % 20_000 == 7) {
            play = play.replace("\"L", "\"" + "x".repeat(MEGABYTE));
        }
        while (true) {
            byte[] line = mutator.mutated("{" + play + "}");
            if (!contains(line, (byte) '\n') && isOnAFewDays(line)) {
                return line;
            }
        }
    }

    private static boolean isOnAFewDays(byte[] line) {
        Optional<Reading> reading = Reading.of(Reading.LOG_PREFIX, line);
        return reading.isEmpty()
                || reading.get().plays().stream()
                        .allMatch(play -> DAYS.contains(play.natural().ts() / 86_400_000));
    }

    /** Song objects of one to three records, mutated, or whole but beside mutated ones. */
    SortedMap<String, byte[]> songs(int files) {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        for (int file = 0; file < files; file++) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            if (random.nextInt(20) == 0) {
                content.writeBytes("\uFEFF".getBytes(StandardCharsets.UTF_8));
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                String song = universe.song(random.nextInt(1, 400), random.nextInt(1, 150), random.nextInt(4));
                boolean isWhole = random.nextInt(3) > 0;
                content.writeBytes(isWhole ? song.getBytes(StandardCharsets.UTF_8) : mutator.mutated(song));
                content.writeBytes(separator());
            }
            String key = String.format("song_data/F/%c/Z/TRF%05d.json", 'A' + file % 26, file);
            objects.put(key, damaged(content.toByteArray()));
        }
        return objects;
    }

    private byte[] separator() {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> "\r\n\t ".getBytes(StandardCharsets.UTF_8);
            case 2 -> " [1, \"}\"] \"text\" 5 null\n".getBytes(StandardCharsets.UTF_8);
            case 3 -> random.nextInt(5) == 0 ? ",".getBytes(StandardCharsets.UTF_8) : new byte[] {' '};
            default -> new byte[] {'\n'};
        };
    }

    private byte[] damaged(byte[] bytes) {
        return switch (random.nextInt(30)) {
            case 0 -> versions.unreadable();
            case 1 -> GeneratedVersions.gzip(bytes);
            case 2 -> Arrays.copyOf(GeneratedVersions.gzip(bytes), 20);
            default -> bytes;
        };
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
