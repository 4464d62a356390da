package com.sparkify.local.launcher;

import com.sparkify.local.lambda.Function;
import com.sparkify.local.lambda.FunctionSettings;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.test.LocalAws;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures from the start of the JVM to the first answer under the runtime interface client: the packaged jar with and
 * without rehearsal, and the same handler on the SDK's default HTTP client and Log4j. Medians, in milliseconds; CPU is
 * that of all threads up to the answer, which tells most on a machine that does other things as well.
 *
 * <pre>
 * mvn -q -DskipTests package
 * java -Dsparkify.home=. -cp "samples/acceptance/target/test-classes:$(<samples/acceptance/target/test.classpath)" \
 *     com.sparkify.local.launcher.ColdStart 20
 * </pre>
 */
final class ColdStart {
    private static final String STOCK = "com.sparkify.launcher.StockHandler::handleRequest";
    private static final String OURS = "com.sparkify.launcher.LauncherHandler::handleRequest";
    private static final Installation INSTALLATION = Installation.current();

    private ColdStart() {}

    public static void main(String[] arguments) throws Exception {
        int times = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]);
        List<Path> packaged = List.of(INSTALLATION.launcherJar());
        List<Variant> variants = List.of(
                new Variant("packaged, rehearsed", OURS, packaged, "true"),
                new Variant("packaged, not rehearsed", OURS, packaged, "false"),
                new Variant("default client and Log4j", STOCK, stock(), "false"));
        List<List<Times>> samples = variants.stream()
                .map(variant -> (List<Times>) new ArrayList<Times>())
                .toList();
        // In turns, so that what else the machine does falls on all of them alike.
        for (int i = 0; i < times; i++) {
            for (int v = 0; v < variants.size(); v++) {
                samples.get(v).add(measure(variants.get(v)));
            }
        }
        System.out.printf("%-28s %11s %11s %9s %8s%n", "", "initialised", "first event", "to answer", "CPU");
        for (int v = 0; v < variants.size(); v++) {
            List<Times> taken = samples.get(v);
            System.out.printf(
                    "%-28s %11d %11d %9d %8d%n",
                    variants.get(v).name(),
                    median(taken.stream().mapToLong(Times::initialised).toArray()),
                    median(taken.stream().mapToLong(Times::firstEvent).toArray()),
                    median(taken.stream().mapToLong(Times::toAnswer).toArray()),
                    median(taken.stream().mapToLong(Times::cpu).toArray()));
        }
    }

    private static Times measure(Variant variant) throws Exception {
        Path log = Files.createTempFile("function", ".log");
        try (LocalAws aws = LocalAws.withBuckets(PackagedLauncher.INPUT, PackagedLauncher.LAKE)) {
            aws.start();
            Map<String, String> environment = new HashMap<>(Launchers.ENVIRONMENT);
            environment.putAll(aws.environment());
            environment.put("PRIME", variant.prime());
            long start = System.nanoTime();
            try (Function function = Function.start(
                    FunctionSettings.of("cold-start", variant.code(), variant.handler(), environment, log))) {
                long ready = function.initialised()
                        .thenApply(none -> System.nanoTime())
                        .get(1, TimeUnit.MINUTES);
                byte[] answer = function.invoke(Launchers.sample("sqs-s3-put.json"));
                long end = System.nanoTime();
                if (aws.runs().size() != 1) {
                    throw new IllegalStateException("The function started no run: "
                            + new String(answer, StandardCharsets.UTF_8) + "\n" + Files.readString(log));
                }
                return new Times(
                        (ready - start) / 1_000_000,
                        (end - ready) / 1_000_000,
                        (end - start) / 1_000_000,
                        function.cpuTime().toMillis());
            }
        } finally {
            Files.delete(log);
        }
    }

    /**
     * What the handler would be deployed with: the SDK's own client in place of the JDK's, and Log4j. Libraries come
     * first, so that the SDK's classes are the SDK's.
     */
    private static List<Path> stock() throws IOException {
        List<String> foreign = List.of("url-connection-client", "slf4j-nop", "junit", "assertj", "jmh", "apiguardian");
        Path target = INSTALLATION.home().resolve("launcher-lambda/target");
        Stream<Path> libraries = Stream.of(Files.readString(target.resolve("stock.classpath"))
                        .strip()
                        .split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> foreign.stream().noneMatch(entry.getFileName().toString()::startsWith));
        return Stream.concat(libraries, Stream.of(target.resolve("test-classes"), target.resolve("classes")))
                .toList();
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private record Variant(String name, String handler, List<Path> code, String prime) {}

    private record Times(long initialised, long firstEvent, long toAnswer, long cpu) {}
}
