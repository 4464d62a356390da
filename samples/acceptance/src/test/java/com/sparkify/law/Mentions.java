package com.sparkify.law;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The users whom a text names that is no JSON object, by the page of the rules. */
final class Mentions {
    private static final Pattern NAME = Pattern.compile("\"userId\"[ \\t\\r\\n]*:[ \\t\\r\\n]*");
    private static final Pattern LITERAL = Pattern.compile("[^,{}\\[\\]\" \\t\\r\\n]+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|[\"\\\\/bfnrt])");

    private Mentions() {}

    static Set<String> users(String text) {
        Set<String> users = new TreeSet<>();
        Matcher name = NAME.matcher(text);
        for (int from = 0; name.find(from); from = name.start() + 1) {
            int start = name.end();
            boolean isString = start < text.length() && text.charAt(start) == '"';
            Optional<String> value = isString ? Optional.of(string(text, start + 1)) : literal(text, start);
            value.map(Characters::storable).filter(user -> !user.isEmpty()).ifPresent(users::add);
        }
        return users;
    }

    private static String string(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' && end + 1 < text.length() ? 2 : 1;
        }
        return ESCAPE.matcher(text.substring(start, end)).replaceAll(escape -> {
            String code = escape.group(1);
            String character = code.length() > 1
                    ? String.valueOf((char) Integer.parseInt(code.substring(1), 16))
                    : switch (code) {
                        case "b" -> "\b";
                        case "f" -> "\f";
                        case "n" -> "\n";
                        case "r" -> "\r";
                        case "t" -> "\t";
                        default -> code;
                    };
            return Matcher.quoteReplacement(character);
        });
    }

    private static Optional<String> literal(String text, int start) {
        Matcher literal = LITERAL.matcher(text).region(start, text.length());
        return literal.lookingAt() && !literal.group().equals("null") ? Optional.of(literal.group()) : Optional.empty();
    }
}
