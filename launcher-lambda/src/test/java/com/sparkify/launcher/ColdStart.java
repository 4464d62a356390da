package com.sparkify.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures from the start of the JVM to the first answer under the runtime interface client: the packaged jar with and
 * without rehearsal, and the same handler on the SDK's default HTTP client and Log4j. Medians, in milliseconds; CPU is
 * that of all threads up to the answer, which tells most on a machine that does other things as well.
 *
 * <pre>
 * mvn -q -pl launcher-lambda package -DskipTests exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-cp %classpath com.sparkify.launcher.ColdStart 20"
 * </pre>
 */
final class ColdStart {
    private static final String STOCK = StockHandler.class.getName() + "::handleRequest";
    private static final String OURS = LauncherHandler.class.getName() + "::handleRequest";

    private ColdStart() {}

    public static void main(String[] arguments) throws Exception {
        int times = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]);
        List<Path> packaged = List.of(Path.of("target/launcher-lambda.jar"));
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

    private static Times measure(Variant variant) throws IOException, InterruptedException {
        try (LoopbackRuntime runtime = new LoopbackRuntime();
                LoopbackS3 s3 = new LoopbackS3();
                LoopbackEmr emr = new LoopbackEmr()) {
            Map<String, String> environment = DeployedFunction.environment(runtime, s3, emr);
            environment.put("PRIME", variant.prime());
            long start = System.nanoTime();
            try (DeployedFunction function =
                    DeployedFunction.start(variant.handler(), variant.classPath(), environment)) {
                String body = runtime.invoke(Bench.sample("sqs-s3-put.json")).body();
                long end = System.nanoTime();
                if (!body.equals("{\"batchItemFailures\":[]}") || emr.starts.size() != 1) {
                    throw new IllegalStateException("The function failed: " + body + "\n" + function.output());
                }
                return new Times(
                        (runtime.readyNanos - start) / 1_000_000,
                        (end - runtime.readyNanos) / 1_000_000,
                        (end - start) / 1_000_000,
                        function.cpuMillis());
            }
        }
    }

    /**
     * What the handler would be deployed with: the SDK's own client in place of the JDK's, and Log4j. Libraries come first, so
     * that the SDK's classes are the SDK's.
     */
    private static List<Path> stock() {
        List<String> foreign = List.of("url-connection-client", "slf4j-nop", "junit", "assertj", "jmh", "apiguardian");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> foreign.stream().noneMatch(entry.getFileName().toString()::startsWith))
                .sorted(Comparator.comparing(Files::isDirectory))
                .toList();
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private record Variant(String name, String handler, List<Path> classPath, String prime) {}

    private record Times(long initialised, long firstEvent, long toAnswer, long cpu) {}
}
