package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/invariants.md names a test for every invariant, and there is such a test. */
class InvariantsPageTest {
    private static final Path ROOT =
            Path.of(System.getProperty("sparkify.home", "..")).toAbsolutePath().normalize();
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void everyInvariantNamesATestThatIsThere() throws IOException {
        List<String> invariants = Files.readAllLines(ROOT.resolve("docs/invariants.md")).stream()
                .filter(line -> line.matches("[|] .* [|] .* [|]") && !line.startsWith("| invariant "))
                .toList();
        assertThat(invariants)
                .hasSizeGreaterThan(20)
                .allMatch(line -> NAMED.matcher(line).find());
        for (String invariant : invariants) {
            List<MatchResult> named = NAMED.matcher(invariant).results().toList();
            for (MatchResult test : named) {
                String method = test.group(2) == null ? "class " + test.group(1) : "void " + test.group(2) + "(";
                assertThat(sources(test.group(1)).stream().anyMatch(source -> source.contains(method)))
                        .as(test.group() + " of: " + invariant)
                        .isTrue();
            }
        }
    }

    private static List<String> sources(String className) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path tests :
                    modules.map(module -> module.resolve("src/test/java")).toList()) {
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        for (Path file : files.filter(path -> path.endsWith(className + ".java"))
                                .toList()) {
                            sources.add(Files.readString(file));
                        }
                    }
                }
            }
        }
        return sources;
    }
}
