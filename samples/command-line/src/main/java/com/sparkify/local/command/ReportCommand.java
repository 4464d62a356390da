package com.sparkify.local.command;

import com.sparkify.local.report.Report;
import com.sparkify.local.sql.QuerySession;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description = "Writes the results of the analysts' queries and the state of the lake as one HTML page.")
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private OutOption out;

    @Option(names = "--to", paramLabel = "FILE", description = "The page (default: OUT/report.html).")
    private Path to;

    @Override
    public Integer call() throws IOException {
        Console console = Console.system();
        Path file = (to == null ? out.path().resolve("report.html") : to).toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw CommandFailure.usage("--to needs a file, and this is a folder: " + file);
        }
        if (to != null && !Files.isDirectory(file.getParent())) {
            throw CommandFailure.usage("--to is in a folder that does not exist: '" + file.getParent() + "'");
        }
        console.status("querying the tables");
        try (var open = Closing.of(QuerySession.open(new OutFolder(out.path())))) {
            Path queries = Installation.current().home().resolve("samples/queries");
            String page = new Report(open.resource(), queries).page(Instant.now());
            Files.writeString(file, page);
        }
        console.status("");
        console.result(file.toString());
        return 0;
    }
}
