package com.sparkify.local.generate;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to generate: a number of days from 2018-11-01 on, listeners, songs, and the seed that determines every byte.
 *
 * @param out folder that receives {@code log_data/} and {@code song_data/}; created if absent
 */
public record Recipe(Path out, int days, int users, int songs, long seed, Rows rows) {

    /** Whether some log lines and song records are broken. */
    public enum Rows {
        GOOD,
        SOME_BAD
    }

    static final int MOST_DAYS = 3_650;
    static final int MOST_USERS = 1_000_000;
    static final int MOST_SONGS = 1_000_000;

    public Recipe {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(rows, "rows");
        inRange("days", days, MOST_DAYS);
        inRange("users", users, MOST_USERS);
        inRange("songs", songs, MOST_SONGS);
    }

    /** Creates a recipe without bad rows. */
    public static Recipe good(Path out, int days, int users, int songs, long seed) {
        return new Recipe(out, days, users, songs, seed, Rows.GOOD);
    }

    private static void inRange(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    String.format("%s must be a number from 1 to %d: %d", name, most, value));
        }
    }
}
