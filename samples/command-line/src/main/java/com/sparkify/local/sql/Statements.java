package com.sparkify.local.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL split at semicolons outside of quotes and comments.
 *
 * @param complete the statements that end with a semicolon, without it; none is blank
 * @param rest the text after the last semicolon; blank if it contains only blanks and comments
 */
public record Statements(List<String> complete, String rest) {

    public Statements {
        complete = List.copyOf(complete);
    }

    public static Statements of(String sql) {
        var complete = new ArrayList<String>();
        var statement = new StringBuilder();
        boolean hasContent = false;
        for (int i = 0; i < sql.length(); ) {
            int end = tokenEnd(sql, i);
            char first = sql.charAt(i);
            if (first == ';') {
                if (hasContent) {
                    complete.add(statement.toString().strip());
                }
                statement.setLength(0);
                hasContent = false;
            } else {
                hasContent |= !Character.isWhitespace(first) && !isComment(sql, i);
                statement.append(sql, i, end);
            }
            i = end;
        }
        return new Statements(complete, hasContent ? statement.toString().strip() : "");
    }

    /** Returns all statements, including an unterminated last one. */
    public List<String> all() {
        var all = new ArrayList<>(complete);
        if (!rest.isBlank()) {
            all.add(rest);
        }
        return all;
    }

    private static boolean isComment(String sql, int at) {
        return sql.startsWith("--", at) || sql.startsWith("/*", at);
    }

    /** Returns the end of the quoted text, comment, or single character that begins here. */
    private static int tokenEnd(String sql, int at) {
        char first = sql.charAt(at);
        if (first == '\'' || first == '"' || first == '`') {
            return quoteEnd(sql, at, first);
        }
        if (sql.startsWith("--", at)) {
            return orEnd(sql, sql.indexOf('\n', at), 0);
        }
        return sql.startsWith("/*", at) ? orEnd(sql, sql.indexOf("*/", at + 2), 2) : at + 1;
    }

    /** A quote inside is doubled or, except in names, escaped by a backslash. */
    private static int quoteEnd(String sql, int at, char quote) {
        for (int i = at + 1; i < sql.length(); i++) {
            if (sql.charAt(i) == '\\' && quote != '`') {
                i++;
            } else if (sql.charAt(i) == quote) {
                return i + 1;
            }
        }
        return sql.length();
    }

    private static int orEnd(String sql, int found, int length) {
        return found < 0 ? sql.length() : found + length;
    }
}
