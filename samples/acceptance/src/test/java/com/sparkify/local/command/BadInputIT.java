package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.sql.QuerySession;
import com.sparkify.local.stack.OutFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of bad input has a defined outcome, and never affects good rows. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BadInputIT {

    private static final List<String> ODD_NAMES = List.of(
            "with space.json",
            "a+b.json",
            "100%.json",
            "%41.json",
            "\"quoted\" 'twice'.json",
            "[a]{b}*?.json",
            "café 日本.json");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private Path logs;
    private OutFolder out;

    @BeforeEach
    void someFolders() throws IOException {
        logs = Files.createDirectories(folder.resolve("logs/2018/11"));
        out = new OutFolder(folder.resolve("deep/er/out"));
    }

    @Test
    void everyBadFileHasItsOutcomeAndGoodOnesLoad() throws Exception {
        for (int i = 0; i < ODD_NAMES.size(); i++) {
            Files.writeString(logs.resolve("2018-11-12-" + ODD_NAMES.get(i)), play(i));
        }
        Files.writeString(logs.resolve("2018-11-13-mixed.json"), play(100) + "this is no JSON\n" + play(101));
        Files.writeString(logs.resolve("2018-11-14-empty.json"), "");
        Files.writeString(logs.resolve("2018-11-15-none-at-all.json"), "no JSON either\n");
        Files.write(
                logs.resolve("2018-11-16-cut.json.gz"), truncated(gzip(play(102).repeat(100))));
        Files.writeString(logs.resolve("notes.txt"), "not for the loader");

        var lines = load();

        String cut = "log_data/2018/11/2018-11-16-cut.json.gz";
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("run 1: refused " + cut + ": ")
                .contains("run 1: loaded 10 objects (2 rows rejected), refused 1\n")
                .contains("Loaded 10 files, refused 1: '" + cut + "' (./sparkify history KEY says why).\n")
                .doesNotContain("phases {", "summary {");
        assertThat(lines)
                .containsEntry("songplays", ODD_NAMES.size() + 2.0)
                .containsEntry("rejected", 2.0)
                .containsEntry("runs", 1.0);
        var history = history();
        assertThat(history).hasSize(ODD_NAMES.size() + 4);
        ODD_NAMES.forEach(
                name -> assertThat(history).containsEntry("log_data/2018/11/2018-11-12-" + name, "loaded 1 0"));
        assertThat(history)
                .containsEntry("log_data/2018/11/2018-11-13-mixed.json", "loaded 2 1")
                .containsEntry("log_data/2018/11/2018-11-14-empty.json", "loaded 0 0")
                .containsEntry("log_data/2018/11/2018-11-15-none-at-all.json", "loaded 0 1");
        assertThat(history.get("log_data/2018/11/2018-11-16-cut.json.gz")).startsWith("rejected");
        assertThat(out.json()).isNotEmptyDirectory();
    }

    @Test
    void aWholeFileIsRefusedAndNoFilePublishedIfSoAsked() throws Exception {
        Files.writeString(logs.resolve("2018-11-12-good.json"), play(1));
        Files.writeString(logs.resolve("2018-11-13-mixed.json"), play(2) + "this is no JSON\n");

        assertThat(load("--on-error", "skip-file", "--publish", "none")).containsEntry("songplays", 1.0);
        assertThat(history())
                .containsEntry("log_data/2018/11/2018-11-12-good.json", "loaded 1 0")
                .hasEntrySatisfying(
                        "log_data/2018/11/2018-11-13-mixed.json",
                        status -> assertThat(status).startsWith("rejected"));
        assertThat(out.json()).isEmptyDirectory();
    }

    private Map<String, Double> load(String... more) {
        var captured = new ByteArrayOutputStream();
        var stdout = System.out;
        var stderr = System.err;
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            var arguments = new ArrayList<>(List.of("local", "--one-run"));
            arguments.addAll(List.of("--logs", folder.resolve("logs").toString()));
            arguments.addAll(List.of("--out", out.path().toString()));
            arguments.addAll(List.of(more));
            assertThat(Commands.execute(arguments.toArray(String[]::new))).isZero();
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
        return captured.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> Double.valueOf(words[1])));
    }

    private Map<String, String> history() throws IOException {
        try (QuerySession session = QuerySession.open(out)) {
            return session
                    .ask("SELECT object_key, concat_ws(' ', status, plays, rejected) AS told FROM load_history")
                    .rows()
                    .stream()
                    .collect(Collectors.toMap(
                            row -> row.get("object_key").asText(),
                            row -> row.get("told").asText()));
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] truncated(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static String play(int number) {
        return """
                {"itemInSession":%d,"level":"free","page":"NextSong","sessionId":7,"ts":1541980800000,"userId":"1"}
                """.formatted(number);
    }
}
