package com.sparkify.local.emr;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The query string of a request; names may repeat. */
record Query(List<Parameter> parameters) {

    record Parameter(String name, String value) {}

    static Query parse(String rawQuery) {
        var parameters = new ArrayList<Parameter>();
        for (String part : rawQuery == null ? new String[0] : rawQuery.split("&")) {
            int equals = part.indexOf('=');
            parameters.add(
                    equals < 0
                            ? new Parameter(decode(part), "")
                            : new Parameter(decode(part.substring(0, equals)), decode(part.substring(equals + 1))));
        }
        return new Query(List.copyOf(parameters));
    }

    JobRunFilter filter() {
        var states = all("states").stream().map(JobState::parse).collect(Collectors.toSet());
        return new JobRunFilter(states, instant("createdAtAfter"), instant("createdAtBefore"));
    }

    int maxResults() {
        String text = first("maxResults");
        try {
            int maxResults = text == null ? Limits.MAX_LIST_RESULTS : Integer.parseInt(text);
            Limits.requireRange("maxResults", maxResults, 1, Limits.MAX_LIST_RESULTS);
            return maxResults;
        } catch (NumberFormatException e) {
            throw ServiceError.validation("maxResults must be a number: '" + text + "'");
        }
    }

    String nextToken() {
        return Limits.NEXT_TOKEN.allow(first("nextToken"));
    }

    private Instant instant(String name) {
        String text = first(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ServiceError.validation(name + " must look like 2018-11-12T10:15:30Z: '" + text + "'");
        }
    }

    private String first(String name) {
        return all(name).stream().findFirst().orElse(null);
    }

    private List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
