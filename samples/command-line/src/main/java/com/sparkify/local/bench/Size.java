package com.sparkify.local.bench;

/**
 * The size of a benchmark: sample data of a number of days, listeners and songs, and the number of rounds. A listener's
 * day is about 2.3 KB of log; one day in six is compressed.
 *
 * @param rounds of each measurement; the benchmark reports their median
 */
public record Size(int days, int users, int songs, int rounds) {
    public static final String ACCEPTED = "small, many-files, large, or DAYSxUSERSxSONGS such as 2x5000x500";

    private static final int MOST_ROUNDS = 100;

    public Size {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("--rounds must be 1 to %d: '%d'".formatted(MOST_ROUNDS, rounds));
        }
    }

    /** @throws IllegalArgumentException if the text is none of {@link #ACCEPTED} */
    public static Size parse(String text) {
        return switch (text) {
            case "small" -> new Size(2, 9_000, 500, 3);
            case "many-files" -> new Size(63, 1_900, 10_000, 5);
            case "large" -> new Size(30, 8_300, 500, 5);
            default -> {
                if (!text.matches("[1-9][0-9]{0,5}(x[1-9][0-9]{0,5}){2}")) {
                    throw new IllegalArgumentException("--size must be " + ACCEPTED + ": '" + text + "'");
                }
                String[] parts = text.split("x");
                yield new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), 5);
            }
        };
    }

    public Size withRounds(int other) {
        return new Size(days, users, songs, other);
    }
}
