package com.sparkify.local.replay;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day that a key is about: the date in the file's name, else in its folders. */
final class LogPartition {

    private static final Pattern FILE = Pattern.compile("(?<!\\d)(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)");
    private static final List<Pattern> FOLDERS = List.of(
            Pattern.compile("(?:^|/)(\\d{4})/(\\d{2})/(\\d{2})/"),
            Pattern.compile("(?:^|/)year=(\\d{4})/month=(\\d{1,2})/day=(\\d{1,2})/"),
            Pattern.compile("(?:^|/)dt=(\\d{4})-(\\d{2})-(\\d{2})/"));

    private LogPartition() {}

    static Optional<LocalDate> of(String key) {
        int file = key.lastIndexOf('/') + 1;
        return FOLDERS.stream()
                .map(pattern -> date(pattern.matcher(key.substring(0, file))))
                .reduce(date(FILE.matcher(key.substring(file))), (found, next) -> found.isPresent() ? found : next);
    }

    private static Optional<LocalDate> date(Matcher matcher) {
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
