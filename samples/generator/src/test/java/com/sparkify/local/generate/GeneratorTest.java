package com.sparkify.local.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
    @TempDir
    Path folder;

    @Test
    void sameRecipeGivesSameBytes() throws IOException {
        Generator.generate(new Recipe(folder.resolve("a"), 8, 30, 40, 7, Recipe.Rows.SOME_BAD));
        Generator.generate(new Recipe(folder.resolve("b"), 8, 30, 40, 7, Recipe.Rows.SOME_BAD));

        assertThat(contents("a")).isEqualTo(contents("b")).isNotEmpty();
    }

    @Test
    void bytesStayTheSameFromReleaseToRelease() throws IOException {
        Generator.generate(Recipe.good(folder, 1, 3, 2, 42));

        String log = Files.readString(folder.resolve("log_data/2018/11/2018-11-01-events.json"));
        assertThat(log.lines().findFirst()).hasValue(FIRST_LINE_OF_SEED_42);
    }

    @Test
    void anotherSeedGivesOtherPlays() throws IOException {
        Generator.generate(Recipe.good(folder.resolve("a"), 1, 5, 5, 1));
        Generator.generate(Recipe.good(folder.resolve("b"), 1, 5, 5, 2));

        assertThat(contents("a")).isNotEqualTo(contents("b"));
    }

    @Test
    void filesAreNamedByDayAndByTrack() throws IOException {
        Generator.Summary summary = Generator.generate(Recipe.good(folder.resolve("a"), 31, 5, 20, 3));

        SortedMap<String, String> files = contents("a");
        assertThat(files.keySet())
                .contains("log_data/2018/11/2018-11-01-events.json", "log_data/2018/11/2018-11-02-events.json.gz")
                .contains("log_data/2018/12/2018-12-01-events.json")
                .allMatch(name -> name.matches("log_data/20../../20..-..-..-(late-)?events.json(.gz)?"
                        + "|song_data/([A-Z0-9])/([A-Z0-9])/([A-Z0-9])/TR\\3\\4\\5[A-Z0-9]{13}.json"));
        assertThat(summary.logFiles() + summary.songFiles()).isEqualTo(files.size());
    }

    @Test
    void theQuirksOfRealProducersAreThere() throws IOException {
        Generator.generate(Recipe.good(folder.resolve("a"), 6, 60, 60, 5));
        SortedMap<String, String> files = contents("a");

        assertThat(files.get("log_data/2018/11/2018-11-02-events.json.gz")).startsWith("\u001f\u008b");
        assertThat(files.get("log_data/2018/11/2018-11-02-late-events.json")).contains("\"userId\":");
        assertThat(files.get("log_data/2018/11/2018-11-03-events.json"))
                .startsWith("\u00ef\u00bb\u00bf")
                .contains("\r\n", "\\u00");
        assertThat(files.get("log_data/2018/11/2018-11-04-events.json"))
                .endsWith("}")
                .contains("\u00c3");
        assertThat(files.get("log_data/2018/11/2018-11-05-events.json")).containsPattern("\n[ \t]*\n");
        assertThat(files.get("log_data/2018/11/2018-11-06-events.json")).containsPattern("\"userId\":[0-9]");
        assertThat(files.get("log_data/2018/11/2018-11-06-late-events.json")).isEmpty();
        String all = String.join("", files.values());
        assertThat(all).contains("\"userId\":\"\"", "\\\"Mozilla", "\"registration\":15", "\"year\": 0", "Remastered");
        assertThat(all).contains("\"level\":\"free\"", "\"level\":\"paid\"", "experiment");
    }

    @Test
    void goodRowsHaveNoBadOnesAmongThem() throws IOException {
        Generator.generate(new Recipe(folder.resolve("bad"), 1, 300, 5, 9, Recipe.Rows.SOME_BAD));
        Generator.generate(Recipe.good(folder.resolve("good"), 1, 300, 5, 9));

        String log = "log_data/2018/11/2018-11-01-events.json";
        assertThat(contents("bad").get(log)).contains("IllegalStateException", "\"yesterday\"", " trailing\n");
        assertThat(contents("good").get(log).lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Recipe.good(folder, 0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("days must be a number from 1 to 3650: 0");
        assertThatThrownBy(() -> Recipe.good(folder, 1, 1, -5, 1))
                .hasMessage("songs must be a number from 1 to 1000000: -5");
    }

    private SortedMap<String, String> contents(String name) throws IOException {
        Path root = folder.resolve(name);
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                contents.put(
                        root.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static final String FIRST_LINE_OF_SEED_42 =
            "{\"artist\":\"Slow Satellite\",\"auth\":\"Logged In\",\"firstName\":\"Layla\",\"gender\":\"F\",\"itemI"
                    + "nSession\":0,\"lastName\":\"Garc\\u00eda\",\"length\":172.25389,\"level\":\"free\",\"location\":\"Da"
                    + "llas-Fort Worth-Arlington, TX\",\"method\":\"PUT\",\"page\":\"NextSong\",\"registration\":154081"
                    + "6226202.0,\"sessionId\":2,\"song\":\"Plastic Shadow Ocean\",\"status\":200,\"ts\":1541046020122"
                    + ",\"userAgent\":\"\\\"Mozilla\\/5.0 (Windows NT 6.1; WOW64) AppleWebKit\\/537.36 (KHTML, like"
                    + " Gecko) Chrome\\/36.0.1985.125 Safari\\/537.36\\\"\",\"userId\":\"2\"}";
}
