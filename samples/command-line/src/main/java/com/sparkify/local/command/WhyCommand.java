package com.sparkify.local.command;

import static com.sparkify.local.command.HistoryListing.literal;
import static com.sparkify.local.command.HistoryListing.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.sql.QuerySession;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        description = "Shows which object, version, line and run a songplay comes from, and which song it matched.")
final class WhyCommand implements Callable<Integer> {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    /** All copies of the play, the winning one first. */
    private static final String COPIES = """
            SELECT * FROM sparkify_internal.play_records
            WHERE start_time = TIMESTAMP '%s' AND user_id = %s AND session_id = %s
              AND sha2(concat_ws('|', session_id, item_in_session, user_id, unix_millis(start_time)), 256) = '%s'
            ORDER BY object_key DESC, line DESC""";

    @Mixin
    private OutOption out;

    @Parameters(paramLabel = "SONGPLAY_ID", description = "64 hexadecimal digits, from a row of songplays.")
    private String id;

    @Override
    public Integer call() throws IOException {
        if (!ID.matcher(id).matches()) {
            throw CommandFailure.usage("A songplay_id is 64 hexadecimal digits, in lower case: '" + id + "'");
        }
        Console console = Console.system();
        console.status("starting Spark");
        try (var open = Closing.of(QuerySession.open(new OutFolder(out.path())))) {
            tell(console, open.resource(), id);
            console.status("");
        }
        return 0;
    }

    static void tell(Console console, QuerySession session, String id) throws IOException {
        var rows = session.ask("SELECT * FROM songplays WHERE songplay_id = '" + id + "'")
                .rows();
        if (rows.isEmpty()) {
            throw CommandFailure.failed("No songplay has the id '" + id
                    + "'. Its object may have been corrected or retracted: ./sparkify history KEY");
        }
        var songplay = rows.get(0);
        List<Map<String, JsonNode>> copies = session.ask(COPIES.formatted(
                        text(songplay, "start_time"),
                        literal(text(songplay, "user_id")),
                        text(songplay, "session_id"),
                        id))
                .rows();
        if (copies.isEmpty()) {
            throw CommandFailure.failed(
                    "The songplay exists, but no object holds it any more: the run that replaces it has"
                            + " not ended. Try again when ./sparkify status reports that nothing is pending");
        }
        var play = copies.get(0);
        console.result("songplay %s".formatted(id));
        console.result("  user %s played %s by %s at %s, item %s of session %s"
                .formatted(
                        text(play, "user_id"),
                        quoted(play, "song"),
                        quoted(play, "artist"),
                        text(play, "start_time"),
                        text(play, "item_in_session"),
                        text(play, "session_id")));
        console.result("comes from");
        console.result("  " + place(play));
        console.result("  " + version(session, play));
        if (copies.size() > 1) {
            console.result("also held by, but the greatest object key and line win");
            copies.subList(1, copies.size()).forEach(copy -> console.result("  " + place(copy)));
        }
        for (String line : SongMatch.of(session, songplay, play)) {
            console.result(line);
        }
    }

    static String place(Map<String, JsonNode> record) {
        return "%s, line %s".formatted(text(record, "object_key"), text(record, "line"));
    }

    /** Returns the version that the record's batch read, and its run. */
    static String version(QuerySession session, Map<String, JsonNode> record) throws IOException {
        return HistoryListing.of(session, text(record, "object_key")).stream()
                .filter(version -> !text(version, "status").equals("rejected"))
                .filter(version -> version.get("batch_id").equals(record.get("batch_id")))
                .map(HistoryListing::line)
                .findFirst()
                .orElse("loaded by a run whose batch is not in load_history");
    }

    private static String quoted(Map<String, JsonNode> row, String column) {
        return HistoryListing.has(row, column) ? '"' + text(row, column) + '"' : "nothing named";
    }
}
