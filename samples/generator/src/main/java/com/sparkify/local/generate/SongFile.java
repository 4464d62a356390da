package com.sparkify.local.generate;

import java.nio.charset.StandardCharsets;

/** Path and bytes of a song object: mostly one record in Python's format, sometimes pretty-printed. */
final class SongFile {
    private final String trackId;
    private final StringBuilder text = new StringBuilder();

    SongFile(SeededRandom random) {
        this.trackId = "TR" + random.token(16);
    }

    /** Three levels of folders from the track id bound the number of files in a folder. */
    String path() {
        return String.join(
                "/",
                "song_data",
                trackId.substring(2, 3),
                trackId.substring(3, 4),
                trackId.substring(4, 5),
                trackId + ".json");
    }

    void add(Song song, SeededRandom random) {
        JsonText json = random.percent(10) ? JsonText.pretty() : JsonText.spaced();
        text.append(text.isEmpty() ? "" : "\n").append(json.object(song.fields()));
    }

    void addBad(SeededRandom random) {
        text.append(random.percent(50) ? "\n{\"title\": \"no identifiers\"}" : "\n[]");
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
