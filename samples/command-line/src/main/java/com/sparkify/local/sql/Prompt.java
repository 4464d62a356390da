package com.sparkify.local.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/** Reads statements from a terminal, with history and completion, until Ctrl-D. */
public final class Prompt {

    /** Loads and compiles what the first statement would otherwise wait for: scans, aggregation and sorting. */
    private static final String WARM_UP = "SELECT level, count(*) FROM songplays GROUP BY level ORDER BY level";

    private final Terminal terminal;
    private final Queries queries;
    private final Consumer<QueryFailure> onTrace;
    private final PrintWriter out;
    private final LineReader reader;
    private final Map<String, List<String>> columns = new ConcurrentSkipListMap<>();
    private Format format;

    /**
     * @param history file of the entered lines
     * @param onTrace receives every failure, after its line was printed
     */
    public Prompt(
            Terminal terminal, QuerySession session, Path history, Format format, Consumer<QueryFailure> onTrace) {
        this(terminal, (Queries) session, history, format, onTrace);
    }

    Prompt(Terminal terminal, Queries queries, Path history, Format format, Consumer<QueryFailure> onTrace) {
        this.terminal = terminal;
        this.queries = queries;
        this.format = format;
        this.onTrace = onTrace;
        this.out = terminal.writer();
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("sparkify")
                .parser(new SqlLineParser())
                .completer(new SqlCompleter(columns))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "      ...> ")
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.HISTORY_TIMESTAMPED, false)
                .build();
        bindArrows(reader.getKeyMaps().get(LineReader.MAIN));
    }

    /** A terminal sends either sequence, by its mode, and terminfo names only one of them. */
    private static void bindArrows(KeyMap<Binding> keys) {
        keys.bind(new Reference(LineReader.UP_LINE_OR_SEARCH), "\u001b[A", "\u001bOA");
        keys.bind(new Reference(LineReader.DOWN_LINE_OR_SEARCH), "\u001b[B", "\u001bOB");
        keys.bind(new Reference(LineReader.FORWARD_CHAR), "\u001b[C", "\u001bOC");
        keys.bind(new Reference(LineReader.BACKWARD_CHAR), "\u001b[D", "\u001bOD");
    }

    /** Returns when the user leaves the prompt. */
    public void run() {
        var warming = new Thread(this::warmUp, "warm-up");
        warming.setDaemon(true);
        warming.start();
        while (true) {
            String line;
            try {
                line = reader.readLine("sparkify> ");
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            if (PromptCommand.isOne(line)) {
                PromptCommand command = PromptCommand.of(line);
                if (command.name().equals("exit")
                        || command.name().equals("quit")
                        || command.name().equals("\\q")) {
                    return;
                }
                obey(command);
            } else {
                askAll(Statements.of(line).all());
            }
        }
    }

    private void warmUp() {
        try {
            columns.putAll(queries.tables());
            queries.ask(WARM_UP, new Result.Builder());
        } catch (IOException | QueryFailure e) {
            // failures are reported for the first statement
        }
    }

    private void askAll(List<String> statements) {
        SignalHandler before = terminal.handle(Signal.INT, signal -> queries.cancel());
        try {
            for (String statement : statements) {
                ask(statement);
            }
        } catch (IOException e) {
            print(e.getMessage());
        } catch (QueryFailure e) {
            print(e.getMessage());
            onTrace.accept(e);
        } finally {
            terminal.handle(Signal.INT, before);
        }
    }

    private void ask(String statement) throws IOException {
        long start = System.nanoTime();
        queries.ask(
                statement, format.printer(out, Math.max(40, terminal.getSize().getColumns())));
        if (format == Format.TABLE) {
            print("%.2f s%n".formatted((System.nanoTime() - start) / 1e9));
        }
    }

    private void obey(PromptCommand command) {
        try {
            switch (command.name()) {
                case "help", "?", "\\?" -> print(PromptCommand.HELP);
                case "\\format" -> format = Format.of(command.argument());
                case "\\as-of" -> queries.asOf(asOf(command.argument()));
                default ->
                    print("Unknown: '" + command.name() + "'. Known are " + String.join(", ", PromptCommand.NAMES));
            }
        } catch (IllegalArgumentException e) {
            print(e.getMessage());
        }
    }

    /**
     * Validates the argument of {@link QuerySession#asOf}: a time in UTC, the id of a batch, or {@code now}.
     *
     * @throws IllegalArgumentException if a text in the form of a time is invalid
     */
    public static String asOf(String text) {
        if (text.isEmpty() || text.equals("now")) {
            return "";
        }
        if (!text.contains(":")) {
            return text;
        }
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "as-of must be a time such as 2018-11-12T10:15:00Z, the id of a batch, or now: '" + text + "'");
        }
    }

    private void print(String text) {
        out.println(text);
        out.flush();
    }
}
