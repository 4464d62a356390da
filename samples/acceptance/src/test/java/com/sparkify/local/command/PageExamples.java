package com.sparkify.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The examples in the README and docs.
 *
 * @param commands calls of {@code ./sparkify}
 * @param sql SQL blocks for Spark
 */
record PageExamples(List<Command> commands, List<String> sql) {
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./sparkify (\\w+) *(.*)$");
    private static final Pattern SQL = Pattern.compile("(?ms)^```sql\n(.*?)^```");
    private static final Pattern QUOTED = Pattern.compile("(?s)[^'\"]*(['\"])(.*)\\1[^'\"]*");

    /** @param arguments without the comment behind them */
    record Command(String name, String arguments) {

        static Command of(MatchResult example) {
            return new Command(example.group(1), example.group(2).replaceFirst(" *# .*", ""));
        }

        /** The SQL or JSON between quotes or in the file behind {@code <}; empty without either. */
        String text(Path home) throws IOException {
            if (arguments.startsWith("< ")) {
                return Files.readString(home.resolve(arguments.substring(2)));
            }
            var quoted = QUOTED.matcher(arguments);
            return quoted.matches() ? quoted.group(2) : "";
        }
    }

    static PageExamples of(Path home) throws IOException {
        var commands = new ArrayList<Command>();
        var sql = new ArrayList<String>();
        try (Stream<Path> docs = Files.list(home.resolve("docs"))) {
            for (Path page : Stream.concat(Stream.of(home.resolve("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()) {
                String text = Files.readString(page);
                COMMAND.matcher(text).results().map(Command::of).forEach(commands::add);
                SQL.matcher(text).results().map(block -> block.group(1)).forEach(sql::add);
            }
        }
        return new PageExamples(List.copyOf(commands), List.copyOf(sql));
    }

    List<Command> of(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).toList();
    }
}
