package com.sparkify.local.command;

import com.sparkify.local.sql.Format;
import com.sparkify.local.sql.Prompt;
import com.sparkify.local.sql.QueryFailure;
import com.sparkify.local.sql.QuerySession;
import com.sparkify.local.sql.Statements;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "sql",
        description = {
            "Runs Spark SQL on the tables; without SQL it opens a prompt or reads stdin.",
            "It is read-only and reads the star tables as of one finished batch."
        })
final class SqlCommand implements Callable<Integer> {

    @ParentCommand
    private Commands commands;

    @Mixin
    private OutOption out;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "table, csv or json (default: table on a terminal, else csv).")
    private String formatName = Boolean.getBoolean("sparkify.terminal.out") ? "table" : "csv";

    @Option(
            names = "--as-of",
            paramLabel = "WHEN",
            description =
                    "Read the star tables as they were: a time such as 2018-11-12T10:15:00Z, or the id of a batch.")
    private String asOf = "now";

    @Parameters(
            paramLabel = "SQL",
            arity = "0..1",
            description = "Statements with semicolons between them, such as \"SELECT count(*) FROM songplays\".")
    private String sql;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = new OutFolder(out.path());
        Format format = argument(() -> Format.of(formatName));
        String set = argument(() -> Prompt.asOf(asOf));
        if (sql == null && Boolean.getBoolean("sparkify.terminal.in")) {
            return prompt(folder, format, set);
        }
        String text = sql == null ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : sql;
        List<String> statements = Statements.of(text).all();
        if (statements.isEmpty()) {
            throw CommandFailure.usage("The statement is empty; such as \"SELECT count(*) FROM songplays\"");
        }
        Console console = Console.system();
        console.status("starting Spark");
        try (var open = Closing.of(QuerySession.open(folder))) {
            QuerySession session = open.resource();
            session.asOf(set);
            var writer = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            int width = width();
            var results = new Results(console, writer, format);
            for (String statement : statements) {
                session.ask(statement, results.next(width));
            }
            if (session.isArchiving()) {
                console.status("archiving Spark's classes for a faster start");
                session.end();
                console.status("");
            }
        }
        return 0;
    }

    private int prompt(OutFolder folder, Format format, String set) throws IOException {
        try (var open = Closing.of(QuerySession.openForPrompt(folder));
                Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            open.resource().asOf(set);
            terminal.writer()
                    .println("Spark SQL over " + folder.path() + ". A semicolon ends a statement; help, exit.");
            new Prompt(terminal, open.resource(), folder.sqlHistory(), format, this::trace).run();
        }
        return 0;
    }

    private void trace(QueryFailure failure) {
        if (commands.isVerbose()) {
            System.err.println(failure.trace());
        }
    }

    /** Returns the width of the terminal; unlimited for a file. */
    private static int width() throws IOException {
        if (!Boolean.getBoolean("sparkify.terminal.out")) {
            return Integer.MAX_VALUE;
        }
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            int columns = terminal.getSize().getColumns();
            return columns > 0 ? columns : 80;
        }
    }

    private static <T> T argument(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage());
        }
    }
}
