package com.sparkify.local.command;

import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "Tells what happened to an object, version by version.")
final class HistoryCommand implements Callable<Integer> {

    private static final String BUCKET_URI = "s3://" + LocalStack.INPUT_BUCKET + "/";
    private static final String SELECT = """
            SELECT status, date_format(read_at, "yyyy-MM-dd'T'HH:mm:ss'Z'"), replace(etag, '"', ''), size, rows_read, plays, songs,
                   not_plays, rejected, duplicates, run_id, reason
            FROM sparkify.load_history WHERE object_key = '%s' ORDER BY read_at, loaded_at""";

    @Mixin
    private OutOption out;

    @Parameters(paramLabel = "KEY", description = "Such as log_data/2018/11/2018-11-12-events.json.")
    private String key;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var objectKey = key.startsWith(BUCKET_URI) ? key.substring(BUCKET_URI.length()) : key;
        Path folder = Files.createTempDirectory("sparkify-history");
        try {
            Path rows = folder.resolve("rows");
            new TableQuery(new OutFolder(out.path()))
                    .run(List.of(SELECT.formatted(literal(objectKey))), Redirect.to(rows.toFile()));
            List<String> versions = Files.readAllLines(rows);
            if (versions.isEmpty()) {
                throw CommandFailure.failed("Nothing is known of '" + objectKey + "': it was never read");
            }
            Console console = Console.system();
            console.result(objectKey);
            versions.forEach(version -> console.result("  " + sentence(version.split("\t", -1))));
            return 0;
        } finally {
            FileTree.delete(List.of(folder));
        }
    }

    private static String sentence(String[] version) {
        var text =
                new StringBuilder("%s %s, ETag %s, %s bytes".formatted(version[1], version[0], version[2], version[3]));
        if (!version[4].equals("NULL")) {
            text.append(": %s rows = %s plays + %s songs + %s not plays + %s rejected; %s duplicates"
                    .formatted(version[4], version[5], version[6], version[7], version[8], version[9]));
        }
        text.append(", run ").append(version[10]);
        return version[11].equals("NULL")
                ? text.toString()
                : text.append(": ").append(version[11]).toString();
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
