package com.sparkify.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** Parses environment variables and collects all problems, so that they are reported together. */
final class Environment {
    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Returns the parsed variable, or null after recording a problem. */
    <T> T required(String name, Function<String, T> parse) {
        String text = variables.getOrDefault(name, "");
        if (text.isBlank()) {
            problems.add(name + " is missing");
            return null;
        }
        return parsed(name, text, parse);
    }

    /** Returns the parsed variable, or the parsed default if it is unset or blank. */
    <T> T optional(String name, String defaultText, Function<String, T> parse) {
        String text = variables.getOrDefault(name, "");
        return parsed(name, text.isBlank() ? defaultText : text, parse);
    }

    int whole(String name, int defaultValue, int least, int most) {
        return wholeIfSet(name, least, most).orElse(defaultValue);
    }

    /** Returns the parsed variable; empty if it is unset or blank, or after recording a problem. */
    OptionalInt wholeIfSet(String name, int least, int most) {
        Integer value = optional(name, "", text -> text.isEmpty() ? null : whole(text, least, most));
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static Integer whole(String text, int least, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(
                    "must be a whole number from " + least + " to " + most + ": '" + text + "'");
        }
        return Integer.valueOf(text);
    }

    void problem(String message) {
        problems.add(message);
    }

    boolean isSound() {
        return problems.isEmpty();
    }

    void requireSound() {
        if (!isSound()) {
            throw new IllegalArgumentException("Environment of the launcher: " + String.join("; ", problems));
        }
    }

    private <T> T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage());
            return null;
        }
    }
}
