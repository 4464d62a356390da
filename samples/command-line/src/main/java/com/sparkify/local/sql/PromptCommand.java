package com.sparkify.local.sql;

import java.util.List;
import java.util.Locale;

/**
 * A command of the prompt other than SQL.
 *
 * @param name in lower case
 * @param argument "" if there is none
 */
record PromptCommand(String name, String argument) {

    static final List<String> NAMES = List.of("help", "exit", "quit", "\\format", "\\as-of");

    static final String HELP = """
            A statement may have several lines and ends with a semicolon; Ctrl-C cancels one, the arrow keys recall earlier ones.
              SHOW TABLES;  DESCRIBE songplays;    list tables and columns
              \\format table | csv | json           how results are printed
              \\as-of 2018-11-12T10:15:00Z          read the tables as they were then; also the id of a batch, or now
              exit                                 also quit, or Ctrl-D\
            """;

    static boolean isOne(String line) {
        String name = of(line).name();
        return NAMES.contains(name) || name.startsWith("\\") || name.equals("?");
    }

    static PromptCommand of(String line) {
        String[] words = line.strip().replaceFirst(";$", "").split("\\s+", 2);
        return new PromptCommand(words[0].toLowerCase(Locale.ROOT), words.length == 1 ? "" : words[1].strip());
    }
}
