package com.sparkify.local.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of {@code sparkSubmitParameters}, split at blanks outside of single and double quotes. */
public record SubmitParameters(List<String> words) {

    public SubmitParameters {
        words = List.copyOf(words);
    }

    public static SubmitParameters parse(String text) {
        var words = new ArrayList<String>();
        StringBuilder word = null;
        char quote = 0;
        for (char c : (text == null ? "" : text).toCharArray()) {
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("sparkSubmitParameters has an open quote: " + text);
        }
        if (word != null) {
            words.add(word.toString());
        }
        return new SubmitParameters(words);
    }

    /** Returns the last value of {@code --conf name=value}, which spark-submit uses. */
    public Optional<String> conf(String name) {
        Optional<String> found = Optional.empty();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("--conf") && words.get(i + 1).startsWith(name + "=")) {
                found = Optional.of(words.get(i + 1).substring(name.length() + 1));
            }
        }
        return found;
    }
}
