package com.sparkify.local.generate;

import java.nio.charset.StandardCharsets;

/** The path and bytes of a song object: mostly one record as Python dumps it, now and then pretty-printed. */
final class SongFile {
    private final String trackId;
    private final StringBuilder text = new StringBuilder();

    SongFile(Dice dice) {
        this.trackId = "TR" + dice.token(16);
    }

    /** Three levels of folders from the track id, so that no folder has too many files. */
    String path() {
        return String.join(
                "/",
                "song_data",
                trackId.substring(2, 3),
                trackId.substring(3, 4),
                trackId.substring(4, 5),
                trackId + ".json");
    }

    void add(Song song, Dice dice) {
        JsonText json = dice.percent(10) ? JsonText.pretty() : JsonText.spaced();
        text.append(text.isEmpty() ? "" : "\n").append(json.object(song.fields()));
    }

    void addBad(Dice dice) {
        text.append(dice.percent(50) ? "\n{\"title\": \"no identifiers\"}" : "\n[]");
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
