package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.report.Report;
import com.sparkify.local.sql.Format;
import com.sparkify.local.sql.Prompt;
import com.sparkify.local.sql.QueryFailure;
import com.sparkify.local.sql.QuerySession;
import com.sparkify.local.sql.Statements;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.StackClients;
import com.sparkify.local.stack.StackSettings;
import com.sparkify.local.stack.StandIns;
import com.sparkify.local.status.Books;
import com.sparkify.local.status.BooksJvm;
import com.sparkify.local.status.StackStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The query commands over a loaded lake, in one warm session; then a request, which changes it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AskingIT {

    private static final String EARLY = "log_data/2018/11/2018-11-12-a.json";
    private static final String LATE = "log_data/2018/11/2018-11-12-b.json";
    private static final String SONG = "song_data/A/TR1.json";

    /** More than Spark needs to plan a statement and start its last stage. */
    private static final int SECONDS_OF_PLANNING = 3;

    private static final Path HOME = Installation.current().home();

    /** Examples that this class does not run verbatim, and what runs the command. */
    private static final Map<String, String> RUN_ELSEWHERE = Map.of(
            "demo", "the first check of .ci/run",
            "generate", "a check of .ci/run, with fewer days",
            "local", "what this class loads; its other options need a lake each",
            "up", "InterruptIT",
            "request", "aRequestIsAnsweredAndDone, each as a dry run",
            "status", "statusCountsWhatWasReadToday; --stack needs an AWS account",
            "report", "theReportTellsTheFiguresOfTheTables",
            "bench", "BenchTest, in parts: a whole one takes minutes",
            "replay", "ReplayIT");

    @TempDir
    static Path folder;

    private static PageExamples pages;
    private static OutFolder out;
    private static QuerySession session;

    @BeforeAll
    static void load() throws IOException {
        pages = PageExamples.of(HOME);
        Path logs = Files.createDirectories(folder.resolve("my/log_data/2018/11"));
        Path songs = Files.createDirectories(folder.resolve("my/song_data/A"));
        Files.writeString(logs.resolve("2018-11-12-a.json"), play(1, "Song", 0) + play(2, "Other", 1000) + "no JSON\n");
        Files.writeString(logs.resolve("2018-11-12-b.json"), play(2, "Other", 1000) + play(3, null, 2000));
        Files.writeString(songs.resolve("TR1.json"), """
                {"song_id":"S1","title":"Song","artist_id":"A1","artist_name":"Müller's","duration":180.5,"year":0}
                """);
        out = new OutFolder(folder.resolve("my/out"));
        String example = pages.of("local").get(0).arguments();
        assertThat(example).contains("--logs", "--songs", "--out");
        assertThat(execute(("local " + example).replace("my/", folder + "/my/").split(" ")))
                .contains("songplays 3\n");
        session = QuerySession.open(out);
    }

    @AfterAll
    static void close() throws IOException {
        session.close();
    }

    @Test
    @Order(1)
    void aResultHasNamesTypesAndNulls() throws IOException {
        var result = session.ask("SELECT user_id, song_id, year, start_time FROM songplays ORDER BY start_time");

        assertThat(result.columns()).extracting("name").containsExactly("user_id", "song_id", "year", "start_time");
        assertThat(result.rows()).hasSize(3);
        assertThat(result.rows().get(0).toString())
                .isEqualTo("{user_id=\"39\", song_id=\"S1\", year=2018, start_time=\"2018-11-12T00:00:00Z\"}");
        assertThat(result.rows().get(1).get("song_id").isNull()).isTrue();
        assertThat(session.ask("SELECT array(1, null) AS a, named_struct('b', map('c', 1.50)) AS s")
                        .rows()
                        .get(0)
                        .toString())
                .isEqualTo("{a=[1,null], s={\"b\":{\"c\":1.50}}}");
    }

    @Test
    @Order(2)
    void whatIsWrongIsSaidInOneLine() {
        assertThatThrownBy(() -> session.ask("SELECT levle FROM songplays"))
                .isInstanceOf(QueryFailure.class)
                .hasMessageStartingWith(
                        "A column, variable, or function parameter with name `levle` cannot be resolved")
                .hasMessageEndingWith("line 1 pos 7")
                .extracting(
                        failure -> ((QueryFailure) failure).trace(),
                        org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains("\tat ");
        assertThatThrownBy(() -> session.ask("SELEC 1")).hasMessage("Syntax error at or near 'SELEC'; line 1 pos 0");
        assertThatThrownBy(() -> session.ask("SELECT * FROM nothing"))
                .hasMessage("The table or view `nothing` cannot be found. SHOW TABLES lists the tables");
        assertThatThrownBy(() -> session.ask("SELECT * FROM sparkify.user"))
                .hasMessage("The table or view `sparkify`.`user` cannot be found. Did you mean users?"
                        + " SHOW TABLES lists the tables");
        assertThatThrownBy(() -> session.ask("SELECT 1 / 0 FROM songplays")).hasMessageStartingWith("Division by zero");
    }

    @Test
    @Order(3)
    void aQueryChangesNothing() throws IOException {
        for (String statement : List.of(
                "DELETE FROM users",
                "INSERT INTO users (user_id) VALUES ('40')",
                "UPDATE users SET level = 'paid'",
                "DROP TABLE users",
                "ALTER TABLE users ADD COLUMN more string",
                "CREATE TABLE mine (a int)",
                "CREATE TABLE mine AS SELECT * FROM users",
                "CALL lake.system.rollback_to_timestamp('sparkify.users', TIMESTAMP '2018-11-12')")) {
            assertThatThrownBy(() -> session.ask(statement))
                    .as(statement)
                    .hasMessageStartingWith("Queries are read-only: rows change by loads");
        }
        // Spark resolves a table that the statement also reads; then Iceberg or the files reject the change.
        assertThatThrownBy(() -> session.ask("INSERT INTO users SELECT * FROM users"))
                .hasMessageStartingWith("Cannot write to table with time travel");
        assertThatThrownBy(() -> session.ask("TRUNCATE TABLE users"))
                .hasMessageStartingWith("Cannot delete from table with time travel");
        for (String statement :
                List.of("INSERT INTO load_history SELECT * FROM load_history", "TRUNCATE TABLE load_history")) {
            assertThatThrownBy(() -> session.ask(statement))
                    .as(statement)
                    .hasMessageContaining("A query must not write: 's3://sparkify-lake/warehouse/");
        }
        assertThat(session.ask("SELECT count(*) FROM users").value().asInt()).isEqualTo(1);
        assertThat(session.ask("SELECT count(*) FROM load_history").value().asInt())
                .isEqualTo(3);
    }

    @Test
    @Order(4)
    void theStarIsReadAsOfATimeOrABatch() throws IOException {
        var set = session.ask("SELECT batch_id, written_at FROM consistent_sets ORDER BY written_at LIMIT 1")
                .rows()
                .get(0);
        try {
            session.asOf(set.get("batch_id").asText());
            assertThat(session.ask("SELECT count(*) FROM songplays").value().asInt())
                    .isEqualTo(3);
            session.asOf("2018-11-12T10:15:00Z");
            assertThatThrownBy(() -> session.ask("SELECT count(*) FROM songplays"))
                    .hasMessageStartingWith(
                            "No consistent set is left of 2018-11-12T10:15:00Z or before: the oldest is of 20");
            session.asOf("no-such-batch");
            assertThatThrownBy(() -> session.ask("SELECT 1"))
                    .hasMessageStartingWith("No consistent set of batch 'no-such-batch'")
                    .hasMessageEndingWith("; a time is written 2018-11-12T10:15:00Z");
        } finally {
            session.asOf("");
        }
    }

    @Test
    @Order(5)
    void historyTellsWhatAnObjectHoldsInEachTable() throws IOException {
        assertThat(tell(console -> HistoryCommand.tell(console, session, EARLY)))
                .contains(EARLY + "\n")
                .contains(" loaded, ETag ")
                .contains(": 3 rows = 2 plays + 1 rejected; fields 18 missing, run ")
                .contains("  songplays             1  of 2 in the object; for the others another copy wins\n")
                .contains("  users                 0\n")
                .contains("  time                  1\n")
                .contains("  rejected_rows         1\n");
        assertThat(tell(console -> HistoryCommand.tell(console, session, LATE)))
                .contains("  songplays             2\n", "  users                 1\n");
        assertThat(tell(console -> HistoryCommand.tell(console, session, SONG)))
                .contains(": 1 row = 1 song; fields 4 missing, run ")
                .contains("  songs                 1\n", "  artists               1\n");
        assertThatThrownBy(() -> tell(console -> HistoryCommand.tell(console, session, "log_data/none.json")))
                .hasMessageStartingWith("Nothing is known of 'log_data/none.json': it was never read");
    }

    @Test
    @Order(6)
    void whyTellsTheLineOfAPlayAndTheSongThatItMatched() throws IOException {
        List<String> ids = session.ask("SELECT songplay_id FROM songplays ORDER BY start_time").rows().stream()
                .map(row -> row.get("songplay_id").asText())
                .toList();

        assertThat(tell(console -> WhyCommand.tell(console, session, ids.get(0))))
                .contains("user 39 played \"Song\" by \"Müller's\" at 2018-11-12T00:00:00Z, item 1 of session 7")
                .contains("  " + EARLY + ", line 1\n")
                .contains("matches song S1\n")
                .contains("  " + SONG + ", line 1\n");
        assertThat(tell(console -> WhyCommand.tell(console, session, ids.get(1))))
                .contains("comes from\n  " + LATE + ", line 1\n")
                .contains("also held by, but the greatest object key and line win\n  " + EARLY + ", line 2\n")
                .contains("matches no song: none has the title \"Other\"");
        assertThat(tell(console -> WhyCommand.tell(console, session, ids.get(2))))
                .contains("matches no song: the line has no song");
        assertThatThrownBy(() -> tell(console -> WhyCommand.tell(console, session, "0".repeat(64))))
                .hasMessageStartingWith("No songplay has the id '000");
    }

    @Test
    @Order(7)
    void statusCountsWhatWasReadToday() throws IOException, InterruptedException {
        Books books = BooksJvm.read(Installation.current(), out);

        assertThat(books.newest())
                .hasValueSatisfying(newest -> assertThat(newest).startsWith(SONG + ", 20"));
        assertThat(books.days()).hasSize(1);
        assertThat(books.days().get(0).rowsRead()).isEqualTo(6);
        assertThat(books.days().get(0).rejected()).isEqualTo(1);
    }

    @Test
    @Order(8)
    void theExamplesOfThePagesAnswer() throws IOException {
        String play =
                session.ask("SELECT max(songplay_id) FROM songplays").value().asText();

        for (PageExamples.Command example : pages.commands()) {
            switch (example.name()) {
                case "sql" -> answer(example.text(HOME));
                case "history" ->
                    assertThat(tell(console -> HistoryCommand.tell(console, session, EARLY)))
                            .startsWith(EARLY);
                case "why" -> {
                    assertThat(example.arguments()).hasSameSizeAs(play);
                    assertThat(tell(console -> WhyCommand.tell(console, session, play)))
                            .startsWith("songplay " + play);
                }
                default -> assertThat(RUN_ELSEWHERE).as(example.toString()).containsKey(example.name());
            }
        }
        for (String block : pages.sql()) {
            String snapshot = session.ask("SELECT songplays FROM consistent_sets ORDER BY written_at DESC LIMIT 1")
                    .value()
                    .asText();
            answer(block.replaceFirst("VERSION AS OF \\d+", "VERSION AS OF " + snapshot));
        }
    }

    private static void answer(String text) throws IOException {
        for (String statement : Statements.of(text).all()) {
            assertThat(session.ask(statement).rows()).as(statement).isNotEmpty();
        }
    }

    @Test
    @Order(9)
    void thePromptAsksTheSession() throws IOException {
        var screen = new ByteArrayOutputStream();
        var keys = new ByteArrayInputStream("SELECT level, count(*) AS plays FROM songplays GROUP BY level;\rexit\r"
                .getBytes(StandardCharsets.UTF_8));
        try (var terminal = new ExternalTerminal("test", "xterm", keys, screen, StandardCharsets.UTF_8)) {
            terminal.setSize(Size.of(80, 24));
            new Prompt(terminal, session, folder.resolve("history"), Format.TABLE, failure -> {}).run();
        }
        assertThat(screen.toString(StandardCharsets.UTF_8).replace("\r", ""))
                .contains(" level | plays\n-------+-------\n free  |     3\n(1 row)\n");
    }

    /** Both slots of Spark loop over ten thousand million pairs, without a look at whether the task was cancelled. */
    @Test
    @Order(9)
    void sparkIsRestartedIfACancelledStatementDoesNotEnd() throws Exception {
        String endless = """
                SELECT /*+ BROADCAST(b, c) */ count(*)
                FROM range(0, 2, 1, 2) a CROSS JOIN range(100000) b CROSS JOIN range(100000) c
                WHERE a.id || b.id > c.id || 'x'
                """;
        session.ask("USE lake.sparkify_internal");

        assertThat(cancelled(endless))
                .isEqualTo("The statement was cancelled, but Spark still works on it: Spark is restarted");

        // The statement's tasks are gone, and the session resolves names where it did before.
        assertThat(session.ask("SELECT current_database()").value().asText()).isEqualTo("sparkify_internal");
        session.ask("USE lake.sparkify");
        assertThat(session.ask("SELECT count(*) FROM songplays").value().asInt())
                .isEqualTo(3);
        assertThat(cancelled("SELECT count(*) FROM range(1000000000000)")).isEqualTo("The statement was cancelled");
    }

    /** Returns the message of the failure. */
    private static String cancelled(String statement) throws Exception {
        var asking = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> session.ask(statement)).getMessage());
        TimeUnit.SECONDS.sleep(SECONDS_OF_PLANNING);
        session.cancel();
        return asking.get(1, TimeUnit.MINUTES);
    }

    @Test
    @Order(9)
    void theReportTellsTheFiguresOfTheTables() throws IOException, InterruptedException {
        Path page = folder.resolve("report.html");
        Path queries = HOME.resolve("samples/queries");
        Files.writeString(page, new Report(session, queries).page(Instant.now()));
        String html = Files.readString(page);

        assertThat(html)
                .contains(
                        "; the newest log partition is 2018-11-12. 3 files are known: 2 log files and 1 song file."
                                + " The logs hold 4 plays, which are 3 rows of songplays: copies of the same play count once.</p>")
                .contains("<p>Read: 5 rows of 2 log files = 4 plays + 0 not plays + 1 rejected + 0 erased.</p>")
                .contains(
                        "<p>3 files have fields that differ from the contract: 0 unknown, 40 missing, 0 of another type.")
                .contains("<td class=\"long\">missing: ")
                .contains("<p>2018-W46 had the most active users, 1, with 3.0 plays each."
                        + " Weeks with plays on fewer than seven days: 2018-W46 (1).</p>")
                .contains("<p>Rejected: 1 row of 1 file; most of them, 1, in " + EARLY + ".</p>")
                .contains("<p>Paying users made 0.0 % of the plays (0 of 3).</p>")
                .doesNotContain("https://fonts", "<link", "<script src=");
        Optional<Browser> browser = Browser.find();
        if (browser.isEmpty()) {
            System.out.println("The report was not looked at: no chromium is on the PATH");
            return;
        }
        Browser.Look look = browser.get().look(page, folder);
        assertThat(look.console()).isEmpty();
        long plays = 0;
        for (JsonNode plot : look.plots()) {
            assertThat(look.dom()).contains("id=\"" + plot.get("id").asText() + "-plot\"");
            if (plot.get("id").asText().equals("plays_by_weekday_and_hour")) {
                for (JsonNode row : plot.get("rows")) {
                    plays += row.get("plays").asLong();
                }
            }
        }
        assertThat(plays)
                .isEqualTo(session.ask("SELECT count(*) FROM songplays").value().asLong());
        assertThat(look.drawn()).isEqualTo(look.plots().size()).isGreaterThan(8);
    }

    @Test
    @Order(10)
    void aRequestIsAnsweredAndDone() throws IOException {
        String retract = "{\"retract\": {\"keys\": [\"" + LATE + "\"]}}";

        try (LocalStack up = LocalStack.start(Installation.current(), StackSettings.defaults(out.path()), run -> {})) {
            assertThat(request(retract.replaceFirst("}$", ", \"dryRun\": true}")))
                    .contains("\"dryRun\":true");
            for (PageExamples.Command example : pages.of("request")) {
                String dryRun = example.text(HOME).replaceFirst("(, \"dryRun\": true)?}$", ", \"dryRun\": true}");
                assertThat(request(dryRun)).as(dryRun).contains("\"dryRun\":true");
            }
            assertThat(up.runs()).isEmpty();
            StandIns standIns = StandIns.over(out).orElseThrow();
            try (StackClients clients = StackClients.of(standIns)) {
                var status = StackStatus.of(standIns.places(), clients, Instant.now());
                assertThat(status.isLoaded()).isTrue();
                assertThat(status.current()).isPresent();
            }
        }
        assertThat(StandIns.over(out)).isEmpty();
        assertThat(session.ask("SELECT count(*) FROM songplays").value().asInt())
                .isEqualTo(3);

        assertThat(request(retract)).contains("\"outcome\":\"started\"");
        // The session stays open and reads the new set.
        assertThat(session.ask("SELECT count(*) FROM songplays").value().asInt())
                .isEqualTo(2);
        assertThat(tell(console -> HistoryCommand.tell(console, session, LATE)))
                .contains(" superseded, ", " retracted, ", "No row of any table comes from it now.\n");
        assertThat(Commands.execute("request", "--out", out.path().toString(), "{\"nonsense\": {}}"))
                .isEqualTo(1);
    }

    private static String request(String json) {
        return execute("request", "--out", out.path().toString(), json);
    }

    private static String execute(String... arguments) {
        var captured = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertThat(Commands.execute(arguments)).isZero();
        } finally {
            System.setOut(stdout);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    private interface Telling {
        void tell(Console console) throws IOException;
    }

    private static String tell(Telling telling) throws IOException {
        var captured = new ByteArrayOutputStream();
        telling.tell(new Console(new PrintStream(captured, true, StandardCharsets.UTF_8), System.err, false));
        return captured.toString(StandardCharsets.UTF_8);
    }

    private static String play(int item, String song, long millis) {
        return """
                {"itemInSession":%d,"level":"free","page":"NextSong","sessionId":7,"ts":%d,"userId":"39","song":%s,"artist":"Müller's","length":180.5}
                """.formatted(item, 1541980800000L + millis, song == null ? "null" : '"' + song + '"');
    }
}
