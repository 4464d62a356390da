package com.sparkify.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.sql.QuerySession;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description = "Shows what happened to an object, version by version, and its rows in each table.")
final class HistoryCommand implements Callable<Integer> {

    private static final String BUCKET_URI = "s3://" + LocalStack.INPUT_BUCKET + "/";

    @Mixin
    private OutOption out;

    @Parameters(paramLabel = "KEY", description = "Such as log_data/2018/11/2018-11-12-events.json.")
    private String key;

    @Override
    public Integer call() throws IOException {
        var objectKey = key.startsWith(BUCKET_URI) ? key.substring(BUCKET_URI.length()) : key;
        Console console = Console.system();
        console.status("starting Spark");
        try (var open = Closing.of(QuerySession.open(new OutFolder(out.path())))) {
            tell(console, open.resource(), objectKey);
            console.status("");
        }
        return 0;
    }

    static void tell(Console console, QuerySession session, String objectKey) throws IOException {
        List<Map<String, JsonNode>> versions = HistoryListing.of(session, objectKey);
        if (versions.isEmpty()) {
            throw CommandFailure.failed("Nothing is known of '" + objectKey + "': it was never read."
                    + " Keys begin with log_data/ or song_data/");
        }
        console.result(objectKey);
        versions.forEach(version -> console.result("  " + HistoryListing.line(version)));
        var loaded = versions.stream()
                .filter(version -> HistoryListing.text(version, "status").equals("loaded"))
                .reduce((earlier, later) -> later);
        if (loaded.isEmpty()) {
            console.result("No row of any table comes from it now.");
            return;
        }
        console.result("It holds now");
        console.status("counting its rows");
        Holdings.of(session, loaded.get())
                .forEach((table, rows) ->
                        console.result("  %-13s %,9d%s".formatted(table, rows, remark(table, rows, loaded.get()))));
    }

    /** Explains why there are fewer songplays, or songs, than rows read. */
    private static String remark(String table, long rows, Map<String, JsonNode> loaded) {
        long read = switch (table) {
            case "songplays" -> HistoryListing.number(loaded, "plays");
            case "songs" -> HistoryListing.number(loaded, "songs");
            default -> rows;
        };
        return read > rows ? "  of %,d in the object; for the others another copy wins".formatted(read) : "";
    }
}
