package com.sparkify.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the cases of {@code samples/protocol}, which every module that they concern runs. */
final class GoldenCases {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "..", "samples", "protocol");

    private GoldenCases() {}

    static List<JsonNode> of(String file) throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            cases.add(MAPPER.readTree(line));
        }
        return cases;
    }
}
