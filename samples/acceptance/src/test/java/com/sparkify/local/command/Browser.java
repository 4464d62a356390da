package com.sparkify.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium that opens one page and reports the result. */
record Browser(Path program) {
    private static final Pattern PLOTS =
            Pattern.compile("<script type=\"application/json\" id=\"plots\">(.*?)</script>");

    /**
     * A page after its scripts ran.
     *
     * @param console console messages: errors, and requests that the page's policy refused
     */
    record Look(String dom, List<String> console) {
        JsonNode plots() throws IOException {
            Matcher plots = PLOTS.matcher(dom);
            return new ObjectMapper().readTree(plots.find() ? plots.group(1) : "[]");
        }

        /** Returns the number of plots that were drawn. */
        int drawn() {
            return dom.split("<svg ", -1).length - 1;
        }
    }

    static Optional<Browser> find() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Browser::new);
    }

    Look look(Path page, Path folder) throws IOException, InterruptedException {
        Path dom = folder.resolve("dom.html");
        Path log = folder.resolve("browser.log");
        List<String> words = new ArrayList<>(List.of(program.toString()));
        // The sandbox does not work for root, as in many containers; the other flags disable requests to the vendor.
        words.addAll(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("browser"),
                "--virtual-time-budget=5000",
                "--enable-logging=stderr",
                "--dump-dom",
                page.toUri().toString()));
        Process process = new ProcessBuilder(words)
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("The browser did not end within a minute; see " + log);
        }
        return new Look(
                Files.readString(dom),
                Files.readString(log)
                        .lines()
                        .filter(line -> line.contains(":CONSOLE"))
                        .toList());
    }
}
