package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong arguments: exit code, one clear line, nothing on stdout. */
class CommandsTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream systemOut = System.out;
    private final PrintStream systemErr = System.err;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(systemOut);
        System.setErr(systemErr);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                              | Which command? One of demo, local, up, replay, sql, history, why, smoke, request, status, report, bench, generate, help",
                "unknown                       | Unknown command: 'unknown'. There are demo,",
                "sqll                          | Unknown command: 'sqll'. Did you mean: sql? Try: ./sparkify --help",
                "help nosuch                   | Unknown command: 'nosuch'. There are demo,",
                "help histroy                  | Unknown command: 'histroy'. Did you mean: history? Try: ./sparkify --help",
                "local                         | Give --logs DIR, --songs DIR, or both",
                "local --logs /no/such/folder  | --logs does not exist: '/no/such/folder'",
                "local --songs /no/such/folder | --songs does not exist: '/no/such/folder'",
                "local --logs / --on-error x   | --on-error must be one of continue, skip-file, abort: 'x'",
                "local --logs / --publish csv  | --publish must be one of json, none: 'csv'",
                "local --logs / --window-seconds 301 | --window-seconds must be 0 to 300: '301'",
                "local --logs / --window-seconds x   | Invalid value for option '--window-seconds'",
                "up --port 70000               | --port must be 0 to 65535: '70000'",
                "replay                        | Give --events PATH, or --bucket BUCKET and --prefix PREFIX",
                "replay --events / --rate 9     | Give --queue URL or --function NAME",
                "replay --bucket b --prefix p --from 2018-11-01 --to 2018-11-02 --queue q | Give --events PATH, or --bucket",
                "replay --bucket b --queue q   | --bucket and --prefix go together",
                "replay --from 2018-11-01 --queue q | --from and --to go together",
                "replay --from 2018-11-02 --to 2018-11-01 --queue q | --from must not be after --to: '2018-11-02'",
                "sql --format xml              | --format must be one of table, csv, json: 'xml'",
                "sql --as-of 10:15             | as-of must be a time such as 2018-11-12T10:15:00Z, the id of a batch, or now",
                "why                           | Missing required parameter: 'SONGPLAY_ID'",
                "why 39                        | A songplay_id is 64 hexadecimal digits, in lower case: '39'",
                "request                       | Missing required parameter: 'JSON'",
                "request sweep                 | The request is not JSON: Unrecognized token 'sweep'",
                "request []                    | A request is a JSON object such as {",
                "status --stack s --out /tmp   | Give --out OUT or --stack NAME, not both",
                "history                       | Missing required parameter: 'KEY'",
                "report --to /no/such/r.html   | --to is in a folder that does not exist: '/no/such'",
                "bench --size huge             | --size must be small, many-files, large, or DAYSxUSERSxSONGS such as 2x5000x500: 'huge'",
                "bench --rounds 0              | --rounds must be 1 to 100: '0'",
                "bench --to /                  | --to needs a file, and this is a folder: /",
                "bench --size 4000x1x1         | days must be a number from 1 to 3650: 4000",
                "generate                      | Missing required option: '--out=DIR'",
                "generate --out /tmp/x --days 0 | days must be a number from 1 to 3650: 0"
            })
    void wrongArgumentsExitWith2AndOneLine(String arguments, String message) {
        int exitCode =
                execute(arguments == null ? new String[0] : arguments.strip().split(" +"));

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors()).startsWith("sparkify: " + message).doesNotContain("\tat ", "..");
        assertThat(errors().lines()).hasSize(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aQueryOfAnEmptyOutSaysWhatToDo() {
        int exitCode = execute("sql", "--out", folder.toString(), "SELECT 1");

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors().strip())
                .isEqualTo("sparkify: No table in " + folder + " yet: load something first, ./sparkify local");
    }

    @Test
    void helpTellsTheCommandsAndTheExitCodes() {
        assertThat(execute("help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("  status")
                .contains("Exit codes:\n")
                .contains("  130   interrupted");
        assertThat(execute("help", "sql")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--as-of=WHEN");
    }

    @Test
    void anEmptyStatementIsAWrongArgument() {
        assertThat(execute("sql", "--out", folder.toString(), " ; -- nothing")).isEqualTo(2);
        assertThat(errors()).startsWith("sparkify: The statement is empty; such as");
    }

    @Test
    void aStoreWithNothingInItHasAStatus() throws Exception {
        Files.createDirectory(folder.resolve("store"));

        assertThat(execute("status", "--out", folder.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("pending            nothing");
    }

    @Test
    void anOutWithoutALakeHasNoStatus() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path none = folder.resolve("none");

        assertThat(execute("status", "--out", folder.toString())).isEqualTo(1);
        assertThat(execute("status", "--out", none.toString())).isEqualTo(1);
        assertThat(execute("status", "--out", file.toString())).isEqualTo(1);
        assertThat(errors().lines())
                .containsExactly(
                        "sparkify: No lake in '" + folder + "' yet: load something first, ./sparkify local",
                        "sparkify: No lake in '" + none + "' yet: load something first, ./sparkify local",
                        "sparkify: --out is no folder: '" + file + "'");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anEmptyNameOfAFolderIsAWrongArgument() {
        assertThat(Commands.execute("local", "--logs", "", "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(errors()).isEqualTo("sparkify: --logs is empty: give the folder of the files\n");
    }

    @Test
    void aDemoOverALockedFolderGeneratesNothing() throws Exception {
        Path file = folder.resolve(".lock");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            channel.write(ByteBuffer.wrap("./sparkify up (process 3033)".getBytes(StandardCharsets.UTF_8)));

            assertThat(execute("demo", "--out", folder.toString())).isEqualTo(1);
        }
        assertThat(errors())
                .isEqualTo("sparkify: '" + folder
                        + "' is in use by ./sparkify up (process 3033): stop it, or choose another --out\n");
        assertThat(folder.resolve("input")).doesNotExist();
    }

    @Test
    void aThreadThatFailsIsToldInOneLine() {
        Commands.uncaught(new Thread("s3-events"), new IllegalStateException("The queue is gone\nand more"));

        assertThat(errors()).isEqualTo("sparkify: thread s3-events failed: The queue is gone\n");
    }

    @Test
    void aStatementMayBeginWithAComment() {
        int exitCode = execute("sql", "--out", folder.toString(), "-- plays\nSELECT 1");

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors()).startsWith("sparkify: No table in " + folder);
    }

    @Test
    void anOutThatIsAFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path logs = Files.createDirectory(folder.resolve("logs"));

        int exitCode = execute("local", "--logs", logs.toString(), "--out", file.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors()).endsWith("sparkify: " + file + ": is no folder\n");
    }

    @Test
    void aStackTraceComesOnlyWithVerbose() {
        execute("--verbose", "local");

        assertThat(errors()).contains("\tat ");
    }

    @Test
    void generateWritesBothFolders() {
        int exitCode = execute(
                "generate", "--out", folder.toString(), "--days", "2", "--users", "3", "--songs", "4", "--seed", "5");

        assertThat(exitCode).isZero();
        assertThat(folder.resolve("log_data")).isDirectory();
        assertThat(folder.resolve("song_data")).isDirectory();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static int execute(String... arguments) {
        return Commands.execute(
                Arrays.stream(arguments).filter(argument -> !argument.isEmpty()).toArray(String[]::new));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
