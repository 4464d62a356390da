package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page of the commands names them all, and what the README and the pages show can be typed. */
class CommandsPageTest {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    private static final Path PAGE = Installation.current().home().resolve("docs/commands.md");

    private static final Path README = Installation.current().home().resolve("README.md");

    @Test
    void everyExampleIsTakenByItsCommand() throws IOException {
        var examples = new ArrayList<String>();
        try (Stream<Path> docs = Files.list(PAGE.getParent())) {
            for (Path page : Stream.concat(docs, Stream.of(README))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()) {
                Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("./sparkify "))
                        .map(line -> line.replaceFirst(" +# .*", ""))
                        .forEach(examples::add);
            }
        }

        assertThat(examples).hasSizeGreaterThan(30);
        for (String example : examples) {
            assertThatCode(() -> Commands.commandLine().parseArgs(words(example)))
                    .as(example)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void everyCommandOfThePageIsThereAndNoOtherIsMissing() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Commands.commandLine().getSubcommands().keySet())
                .allSatisfy(name -> assertThat(page).contains("./sparkify " + name));
    }

    @Test
    void everyOptionOfTheCommandsThatAskIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);

        for (String name :
                List.of("local", "up", "generate", "sql", "history", "why", "request", "status", "report", "bench")) {
            CommandLine command = Commands.commandLine().getSubcommands().get(name);
            assertThat(command.getCommandSpec().options())
                    .allSatisfy(option -> assertThat(page).contains(option.longestName()));
        }
    }

    private static String[] words(String example) {
        String arguments = example.substring("./sparkify ".length()).replaceFirst(" (<|> \\S+ &$).*", "");
        return WORD.matcher(arguments)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toArray(String[]::new);
    }
}
