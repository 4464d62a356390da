package com.sparkify.local.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small log object of 2018-11-01. */
record SmallFile(String key, byte[] content) {
    private static final int LINES = 1_000;

    /** Cuts files of a thousand lines each from generated data. */
    static List<SmallFile> cut(Path in, int count) throws IOException {
        List<SmallFile> files = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(in.resolve("log_data/2018/11/2018-11-01-events.json"))) {
            while (files.size() < count) {
                StringBuilder content = new StringBuilder();
                for (int i = 0; i < LINES; i++) {
                    String line = lines.readLine();
                    if (line == null) {
                        throw new IllegalArgumentException(
                                ("--size has too few listeners for %d small files of %d lines:"
                                                + " take more listeners, or fewer --rounds")
                                        .formatted(count, LINES));
                    }
                    content.append(line).append('\n');
                }
                files.add(new SmallFile(
                        "log_data/2018/11/2018-11-01-small-%d.json".formatted(files.size()),
                        content.toString().getBytes(StandardCharsets.UTF_8)));
            }
        }
        return files;
    }
}
