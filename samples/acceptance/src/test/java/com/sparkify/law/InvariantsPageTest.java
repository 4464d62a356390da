package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/invariants.md names existing tests for every invariant. */
class InvariantsPageTest {
    private static final Path ROOT =
            Path.of(System.getProperty("sparkify.home", "..")).toAbsolutePath().normalize();
    private static final Pattern INVARIANT = Pattern.compile("[|] .* [|] (.*) [|]");
    private static final Pattern NAME = Pattern.compile("`([^`]*)`");

    @Test
    void everyInvariantNamesTestsThatAreThere() throws IOException {
        Map<String, List<String>> sources = sources();
        int invariants = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs/invariants.md"))) {
            Matcher invariant = INVARIANT.matcher(line);
            if (!invariant.matches() || line.startsWith("| invariant ")) {
                continue;
            }
            invariants++;
            List<String> names = NAME.matcher(invariant.group(1))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            assertThat(names).as(line).isNotEmpty();
            for (String name : names) {
                assertThat(isThere(sources, name)).as(name + " of: " + line).isTrue();
            }
        }
        assertThat(invariants).isGreaterThan(20);
    }

    /** @param name name of a class, or of a class and one of its methods */
    private static boolean isThere(Map<String, List<String>> sources, String name) {
        String[] parts = name.split("[.]", 2);
        for (String source : sources.getOrDefault(parts[0], List.of())) {
            if (parts.length == 1 || isTest(source, parts[1])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTest(String source, String method) {
        int at = source.indexOf("void " + method + "(");
        String annotations = at < 0 ? "" : source.substring(source.lastIndexOf("\n    }\n", at) + 1, at);
        return annotations.contains("@Test") || annotations.contains("@ParameterizedTest");
    }

    /** Returns the sources of all test classes by class name; modules may have classes of the same name. */
    private static Map<String, List<String>> sources() throws IOException {
        Map<String, List<String>> sources = new HashMap<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    sources.computeIfAbsent(name, key -> new ArrayList<>()).add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    /** The folders that have tests. */
    private static List<Path> modules() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> samples = Files.list(ROOT.resolve("samples"))) {
            return Stream.concat(top, samples)
                    .filter(folder -> Files.isDirectory(folder.resolve("src/test/java")))
                    .toList();
        }
    }
}
