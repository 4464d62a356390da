package com.sparkify.local.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages of one run, which its {@code stdout.log} receives while it works. */
final class RunLog {

    /** Lines of JSON for the bench and for metric filters. */
    private static final Pattern FOR_PROGRAMS = Pattern.compile("(summary|phases) \\{.*");

    /** A line about a batch or about an object that it refused. */
    private static final Pattern EVENT = Pattern.compile("(?:batch \\d+: |(?=refused ))(.*)");

    private final Path file;
    private int read;
    private String activity = "";

    RunLog(Path file) {
        this.file = file;
    }

    /** Returns what the run has done since the last call: a line for each batch and each refused object it names. */
    List<String> takeEvents() {
        var events = new ArrayList<String>();
        List<String> lines = lines();
        for (String line : lines.subList(Math.min(read, lines.size()), lines.size())) {
            if (line.isBlank() || FOR_PROGRAMS.matcher(line).matches()) {
                continue;
            }
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                events.add(event.group(1));
                activity = "";
            } else {
                activity = line;
            }
        }
        read = lines.size();
        return events;
    }

    /** Returns what the run said of its activity after its last batch; empty if nothing. */
    String activity() {
        return activity;
    }

    /** Returns the whole lines: the run may be writing the last one. */
    private List<String> lines() {
        try {
            var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            // the driver has not started yet
            return List.of();
        }
    }
}
