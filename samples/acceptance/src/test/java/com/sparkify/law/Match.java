package com.sparkify.law;

import java.util.Optional;

/** What a play and a song must share: title, artist's name, and the length in units of 0.00001 s. */
record Match(String title, String artist, String length) {

    static Optional<Match> of(ModelPlay play) {
        return of(
                play.fields().text("song"),
                play.fields().text("artist"),
                play.fields().number("length"));
    }

    static Optional<Match> of(SongRecord song) {
        return of(
                song.fields().text("title"),
                song.fields().text("artist_name"),
                song.fields().number("duration"));
    }

    private static Optional<Match> of(String title, String artist, String length) {
        return title == null || artist == null || length == null
                ? Optional.empty()
                : Optional.of(new Match(title, artist, Decimal.of(length).hundredThousandths()));
    }
}
