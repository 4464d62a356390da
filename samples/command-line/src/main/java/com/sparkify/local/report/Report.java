package com.sparkify.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.sql.QueryFailure;
import com.sparkify.local.sql.QuerySession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Executes all queries in one session, each at one consistent set, and creates the page. */
public final class Report {

    private static final String FRESHNESS = """
            SELECT max(read_at) AS read_at, count(DISTINCT object_key) AS files,
              count(DISTINCT CASE WHEN kind = 'log' THEN object_key END) AS logs,
              max(CASE WHEN status = 'loaded' THEN log_partition END) AS newest,
              sum(CASE WHEN status = 'loaded' AND kind = 'log' THEN plays END) AS plays,
              (SELECT count(*) FROM sparkify.songplays) AS songplays
            FROM sparkify.load_history""";

    private final QuerySession session;
    private final Path queries;

    /** @param queries the folder {@code samples/queries} */
    public Report(QuerySession session, Path queries) {
        this.session = session;
        this.queries = queries;
    }

    /** Returns the HTML of the page. */
    public String page(Instant now) throws IOException {
        List<String> columns = session.tables().getOrDefault("load_history", List.of());
        if (!columns.contains("erased")) {
            throw new QueryFailure(
                    "The lake is of an earlier release: load_history has no column 'erased'; the next run adds it", "");
        }
        Map<String, JsonNode> known = session.ask(FRESHNESS).rows().get(0);
        var page = new Page(known.get("newest").asText(""));
        page.heading("The lake", freshness(known, now));
        add(page, Questions.OF_THE_LAKE);
        page.heading("What people listen to", "All times are UTC. Each plot is a query of samples/queries.");
        add(page, Questions.OF_ANALYSTS);
        return page.html("Sparkify, " + now.toString().substring(0, 16).replace('T', ' ') + " UTC");
    }

    private void add(Page page, Iterable<Question> questions) throws IOException {
        for (Question question : questions) {
            String sql = Files.readString(queries.resolve(question.query() + ".sql"));
            page.section(question, QueryRows.of(session.ask(sql)));
        }
    }

    private static String freshness(Map<String, JsonNode> row, Instant now) {
        if (row.get("read_at").isNull()) {
            return "Nothing was loaded yet.";
        }
        Instant readAt = Instant.parse(row.get("read_at").asText());
        long files = row.get("files").asLong();
        long logs = row.get("logs").asLong();
        return "The newest file was read %s ago, at %s%s. %s known: %s and %s.%s"
                .formatted(
                        spoken(Duration.between(readAt, now)),
                        readAt.toString().substring(0, 19).replace('T', ' '),
                        row.get("newest").isNull()
                                ? ""
                                : "; the newest log partition is "
                                        + row.get("newest").asText(),
                        QueryRows.counted(files, "file") + (files == 1 ? " is" : " are"),
                        QueryRows.counted(logs, "log file"),
                        QueryRows.counted(files - logs, "song file"),
                        copies(row.get("plays").asLong(), row.get("songplays").asLong()));
    }

    private static String copies(long plays, long songplays) {
        return plays <= songplays
                ? ""
                : " The logs hold %s, which are %s of songplays: copies of the same play count once."
                        .formatted(QueryRows.counted(plays, "play"), QueryRows.counted(songplays, "row"));
    }

    private static String spoken(Duration age) {
        return age.toHours() >= 48
                ? age.toDays() + " days"
                : age.toMinutes() >= 120
                        ? age.toHours() + " hours"
                        : age.toMinutes() == 1 ? "1 minute" : age.toMinutes() + " minutes";
    }
}
