package com.sparkify.infra;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudWatch's metric math, as far as this stack uses it, for one period: {@code IF}, {@code FILL}, {@code >},
 * {@code +}, {@code *}, {@code /} and brackets. What has no value gives none, unless it is filled.
 */
final class MetricMath {
    private static final Pattern TOKEN = Pattern.compile("\\s*([A-Za-z]+|[0-9.]+|[(),>+*/])");

    private final Deque<String> tokens = new ArrayDeque<>();
    private final Map<String, OptionalDouble> metrics;

    private MetricMath(String expression, Map<String, OptionalDouble> metrics) {
        this.metrics = metrics;
        Matcher matcher = TOKEN.matcher(expression);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end != expression.length()) {
            throw new IllegalArgumentException("Not understood here: " + expression.substring(end));
        }
    }

    static OptionalDouble evaluate(String expression, Map<String, OptionalDouble> metrics) {
        return new MetricMath(expression, metrics).comparison();
    }

    private OptionalDouble comparison() {
        OptionalDouble left = sum();
        if (!takes(">")) {
            return left;
        }
        OptionalDouble right = sum();
        return both(left, right) ? OptionalDouble.of(left.getAsDouble() > right.getAsDouble() ? 1 : 0) : none();
    }

    private OptionalDouble sum() {
        OptionalDouble value = product();
        while (takes("+")) {
            OptionalDouble more = product();
            value = both(value, more) ? OptionalDouble.of(value.getAsDouble() + more.getAsDouble()) : none();
        }
        return value;
    }

    private OptionalDouble product() {
        OptionalDouble value = factor();
        while (true) {
            if (takes("*")) {
                OptionalDouble by = factor();
                value = both(value, by) ? OptionalDouble.of(value.getAsDouble() * by.getAsDouble()) : none();
            } else if (takes("/")) {
                OptionalDouble by = factor();
                value = both(value, by) ? OptionalDouble.of(value.getAsDouble() / by.getAsDouble()) : none();
            } else {
                return value;
            }
        }
    }

    private OptionalDouble factor() {
        String token = tokens.remove();
        if (token.equals("IF")) {
            expect("(");
            OptionalDouble condition = comparison();
            expect(",");
            OptionalDouble yes = comparison();
            expect(",");
            OptionalDouble no = comparison();
            expect(")");
            return condition.isEmpty() ? none() : condition.getAsDouble() != 0 ? yes : no;
        }
        if (token.equals("FILL")) {
            expect("(");
            OptionalDouble value = comparison();
            expect(",");
            OptionalDouble otherwise = comparison();
            expect(")");
            return value.isPresent() ? value : otherwise;
        }
        if (token.equals("(")) {
            OptionalDouble value = comparison();
            expect(")");
            return value;
        }
        if (Character.isDigit(token.charAt(0))) {
            return OptionalDouble.of(Double.parseDouble(token));
        }
        if (!metrics.containsKey(token)) {
            throw new IllegalArgumentException("No metric of that name: " + token);
        }
        return metrics.get(token);
    }

    private boolean takes(String token) {
        return token.equals(tokens.peek()) && tokens.remove() != null;
    }

    private void expect(String token) {
        if (!takes(token)) {
            throw new IllegalArgumentException("Expected " + token + " before " + tokens);
        }
    }

    private static boolean both(OptionalDouble left, OptionalDouble right) {
        return left.isPresent() && right.isPresent();
    }

    private static OptionalDouble none() {
        return OptionalDouble.empty();
    }
}
