package com.sparkify.local.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes SQL keywords, tables and columns: only tables after FROM and JOIN, a table's columns after {@code table.},
 * elsewhere the columns of the statement's tables, or of all tables if it names none yet.
 */
final class SqlCompleter implements Completer {

    private static final List<String> KEYWORDS = List.of(
            ("SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT JOIN LEFT RIGHT FULL INNER OUTER CROSS ON USING AS AND OR NOT IN"
                            + " IS NULL BETWEEN LIKE CASE WHEN THEN ELSE END DISTINCT UNION ALL EXCEPT INTERSECT WITH OVER"
                            + " PARTITION ROWS ASC DESC NULLS FIRST LAST EXISTS SHOW TABLES DESCRIBE EXPLAIN VERSION OF"
                            + " TIMESTAMP INTERVAL DATE CAST TRUE FALSE VALUES count( sum( avg( min( max( round( coalesce("
                            + " date_format( date_trunc( row_number( lag( lead(")
                    .split(" "));

    private static final Pattern WANTS_TABLE =
            Pattern.compile("(?is).*\\b(from|join|describe|table)\\s+(\\w+\\.)?\\w*$");
    private static final Pattern NAME = Pattern.compile("\\w+");

    private final Map<String, List<String>> columns;

    /** @param columns of each table, by name; may be filled later */
    SqlCompleter(Map<String, List<String>> columns) {
        this.columns = columns;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor());
        String word = line.word();
        if (before.strip().equals(word) && word.startsWith("\\")) {
            PromptCommand.NAMES.forEach(name -> add(candidates, "", name, "at the prompt"));
        } else if (WANTS_TABLE.matcher(before).matches()) {
            String prefix = word.startsWith("sparkify.") ? "sparkify." : "";
            columns.keySet().forEach(table -> add(candidates, prefix, table, "table"));
        } else if (word.contains(".")) {
            String qualifier = word.substring(0, word.lastIndexOf('.'));
            table(qualifier, line.line())
                    .forEach(column -> add(candidates, qualifier + ".", column, "column of " + qualifier));
        } else {
            named(line.line()).forEach(column -> add(candidates, "", column, "column"));
            columns.keySet().forEach(table -> add(candidates, "", table, "table"));
            boolean isLower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
            KEYWORDS.forEach(
                    keyword -> add(candidates, "", isLower ? keyword.toLowerCase(Locale.ROOT) : keyword, "SQL"));
        }
    }

    /** Returns the columns of a table, or of the table with this alias in the statement. */
    private List<String> table(String name, String statement) {
        List<String> own = columns.get(name.replaceFirst("^sparkify\\.", ""));
        if (own != null) {
            return own;
        }
        Matcher alias = Pattern.compile("(?i)\\b(\\w+)\\s+(as\\s+)?" + Pattern.quote(name) + "\\b")
                .matcher(statement);
        while (alias.find()) {
            if (columns.containsKey(alias.group(1).toLowerCase(Locale.ROOT))) {
                return columns.get(alias.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return List.of();
    }

    private List<String> named(String statement) {
        List<String> tables = NAME.matcher(statement)
                .results()
                .map(match -> match.group().toLowerCase(Locale.ROOT))
                .filter(columns::containsKey)
                .distinct()
                .toList();
        Stream<String> names = tables.isEmpty() ? columns.keySet().stream() : tables.stream();
        return names.flatMap(table -> columns.get(table).stream()).distinct().toList();
    }

    private static void add(List<Candidate> candidates, String prefix, String name, String group) {
        boolean isFunction = name.endsWith("(");
        candidates.add(new Candidate(prefix + name, name, group, null, null, null, !isFunction));
    }
}
