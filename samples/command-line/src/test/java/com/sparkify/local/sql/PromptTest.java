package com.sparkify.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The prompt on a terminal that is a pipe: keys go in, and what a screen would show comes out. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PromptTest {

    private static final String CTRL_C = "\u0003";
    private static final String CTRL_P = "\u0010";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AskedQueries queries = new AskedQueries();
    private PipedOutputStream keys;
    private ExternalTerminal terminal;

    @BeforeEach
    void open() throws IOException {
        keys = new PipedOutputStream();
        terminal = new ExternalTerminal(
                "test", "xterm", new PipedInputStream(keys, 1 << 16), screen, StandardCharsets.UTF_8);
        terminal.setSize(Size.of(100, 30));
    }

    @AfterEach
    void close() throws IOException {
        terminal.close();
    }

    @Test
    void aStatementOfSeveralLinesIsAskedOnceAndItsRowsAreShown() throws Exception {
        converse("SELECT 1,\r", "';' AS x;\r", "exit\r");

        assertThat(queries.asked).containsExactly("SELECT 1,\n';' AS x");
        assertThat(shown())
                .contains(" level | plays")
                .contains(" free  |    42")
                .contains("(1 row)");
    }

    @Test
    void aFailureIsOneLineAndThePromptGoesOn() throws Exception {
        converse("SELECT wrong;\r", "SELECT 2;\r", "exit\r");

        assertThat(queries.asked).containsExactly("SELECT wrong", "SELECT 2");
        assertThat(shown()).contains("Column 'wrong' cannot be resolved").contains(" free  |    42");
    }

    @Test
    void tabCompletesWordsTablesAndColumns() throws Exception {
        var prompt = start();
        queries.isRead.await();
        press("sel\tuser_\tfrom songp\twhere songplays.sta\t= 1;\r");
        press("exit\r");
        prompt.join();

        assertThat(queries.asked).containsExactly("select user_id from songplays where songplays.start_time = 1");
    }

    @Test
    void whatWasTypedIsThereAgainNextTime() throws Exception {
        converse("SELECT 7;\r", "exit\r");
        close();
        open();
        converse(CTRL_P + CTRL_P + "\r", "exit\r");

        assertThat(queries.asked).containsExactly("SELECT 7", "SELECT 7");
        assertThat(Files.readString(folder.resolve("history"))).contains("SELECT 7;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[A\u001b[A\u001b[B", "\u001bOA\u001bOA\u001bOB"})
    void theArrowsRecallStatementsInBothModesOfATerminal(String upUpDown) throws Exception {
        converse("SELECT 7;\r", "SELECT 8;\r", upUpDown + "\r", "exit\r");

        assertThat(queries.asked).containsExactly("SELECT 7", "SELECT 8", "SELECT 8");
    }

    @Test
    void wordsOfThePromptSetFormatAndTime() throws Exception {
        converse(
                "\\format csv\r",
                "SELECT 1;\r",
                "\\as-of 2018-11-12T10:15:00Z\r",
                "\\as-of 2018-11-12 10:15\r",
                "\\format xml\r",
                "\\nonsense\r",
                "help\r",
                "quit\r");

        assertThat(queries.asOf).containsExactly("2018-11-12T10:15:00Z");
        assertThat(shown())
                .contains("level,plays")
                .contains("free,42")
                .contains("as-of must be a time such as 2018-11-12T10:15:00Z, the id of a batch, or now")
                .contains("--format must be one of table, csv, json: 'xml'")
                .contains("Unknown: '\\nonsense'. Known are help, exit")
                .contains("A statement may have several lines");
    }

    @Test
    void ctrlCGivesUpALineAndCancelsAStatement() throws Exception {
        var prompt = start();
        awaitPrompts(1);
        press("SELECT half");
        awaitShown("SELECT half");
        press(CTRL_C);
        awaitPrompts(2);
        press("SELECT slow;\r");
        queries.isSlow.await();
        press(CTRL_C);
        press("SELECT 3;\r");
        press("exit\r");
        prompt.join();

        assertThat(queries.asked).containsExactly("SELECT slow", "SELECT 3");
        assertThat(shown()).contains("The statement was cancelled");
    }

    private void converse(String... typed) throws Exception {
        var prompt = start();
        for (String line : typed) {
            press(line);
        }
        prompt.join();
    }

    private Thread start() {
        var prompt = new Thread(
                new Prompt(terminal, queries, folder.resolve("history"), Format.TABLE, failure -> {})::run, "prompt");
        prompt.start();
        return prompt;
    }

    private void press(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** What is typed before the prompt is there, the terminal shows by itself. */
    private void awaitPrompts(int number) throws InterruptedException {
        while (shown().split("sparkify> ", -1).length <= number) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void awaitShown(String text) throws InterruptedException {
        while (!shown().contains(text)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private String shown() {
        return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    /** Answers each statement with one row, takes note of it, and knows three tables. */
    private static final class AskedQueries implements Queries {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final List<String> asOf = new CopyOnWriteArrayList<>();
        private final CountDownLatch isRead = new CountDownLatch(1);
        private final CountDownLatch isSlow = new CountDownLatch(1);
        private final CountDownLatch isCancelled = new CountDownLatch(1);

        @Override
        public void ask(String sql, ResultSink sink) {
            if (sql.startsWith("SELECT level")) {
                // The prompt's own, to warm up.
                isRead.countDown();
                return;
            }
            asked.add(sql);
            if (sql.contains("wrong")) {
                throw new QueryFailure("Column 'wrong' cannot be resolved", "");
            }
            if (sql.contains("slow")) {
                isSlow.countDown();
                awaitCancel();
                throw new QueryFailure("The statement was cancelled", "");
            }
            sink.begin(List.of(new Column("level", "string"), new Column("plays", "long")));
            sink.row(List.of(TextNode.valueOf("free"), IntNode.valueOf(42)));
            sink.end(1);
        }

        private void awaitCancel() {
            try {
                isCancelled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Map<String, List<String>> tables() {
            return Map.of(
                    "songplays", List.of("songplay_id", "start_time", "user_id"),
                    "users", List.of("user_id", "level"),
                    "time", List.of("start_time"));
        }

        @Override
        public void asOf(String timeOrBatch) {
            asOf.add(timeOrBatch);
        }

        @Override
        public void cancel() {
            isCancelled.countDown();
        }
    }
}
