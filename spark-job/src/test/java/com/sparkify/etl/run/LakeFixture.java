package com.sparkify.etl.run;

import com.sparkify.etl.lake.RunClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that gives each test a new lake: real Iceberg tables in a folder, read and written by a real Spark,
 * with buckets in memory.
 */
public final class LakeFixture implements AfterEachCallback {
    /** One for all tests of this JVM. */
    private static final SparkSession SPARK = start();

    private static final AtomicInteger MANIFESTS = new AtomicInteger();
    private static final AtomicInteger LAUNCHES = new AtomicInteger();

    private final Path folder = temporaryFolder();
    public final InMemoryObjectStore input = new InMemoryObjectStore("logs-" + UUID.randomUUID());
    public final InMemoryObjectStore bucket = new InMemoryObjectStore("lake-" + UUID.randomUUID());
    public final SparkSession session = SPARK.newSession();
    public String lastOutput = "";
    public int sessionsTaken;
    RunClock clock = RunClock.system();
    RunEnd lastEnd;
    Run lastRun;

    public LakeFixture() {
        Map.of(
                        "spark.sql.defaultCatalog", "lake",
                        "spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog",
                        "spark.sql.catalog.lake.type", "jdbc",
                        "spark.sql.catalog.lake.cache-enabled", "false",
                        "spark.sql.catalog.lake.io-impl", RefusingFileIO.class.getName(),
                        "spark.sql.catalog.lake.uri", "jdbc:sqlite:" + folder.resolve("catalog.db"),
                        "spark.sql.catalog.lake.warehouse",
                                folder.resolve("warehouse").toUri().toString())
                .forEach(session.conf()::set);
        SparkSession.setActiveSession(session);
        SparkSession.setDefaultSession(session);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("lake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        RefusingFileIO.refuse(null);
        JavaUtils.deleteRecursively(folder.toFile());
    }

    private static SparkSession start() {
        return SparkSession.builder()
                // for a few rows, sending tasks about and compiling code take longer than the work
                .master("local[1]")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.catalogImplementation", "in-memory")
                .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .getOrCreate();
    }

    /** Announces keys as one manifest. */
    public void announce(String... keys) {
        StringBuilder objects = new StringBuilder();
        for (String key : keys) {
            objects.append(objects.isEmpty() ? "" : ",")
                    .append("{\"key\":\"")
                    .append(key)
                    .append("\"}");
        }
        manifest("\"objects\":[" + objects + "]");
    }

    /** Sends a request, such as {@code {"sweep": {}}}. */
    public void request(String json) {
        manifest("\"request\":" + json);
    }

    private void manifest(String body) {
        bucket.put("pending/%06d.json".formatted(MANIFESTS.incrementAndGet()), "{\"version\":1," + body + "}");
    }

    /** Puts an object and announces it. */
    public void upload(String key, String text) {
        input.put(key, text);
        announce(key);
    }

    /**
     * Runs the job; further arguments override the defaults.
     *
     * @return whether it gave up nothing
     */
    public boolean run(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--input-bucket",
                input.bucket(),
                "--lake",
                "s3://" + bucket.bucket(),
                "--launch-id",
                "launch-" + LAUNCHES.incrementAndGet(),
                "--lease-seconds",
                "3"));
        args.addAll(List.of(more));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        lastEnd = null;
        lastRun = new Run(
                Arguments.parse(args.toArray(String[]::new)),
                input,
                bucket,
                () -> {
                    sessionsTaken++;
                    return session;
                },
                clock,
                new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            lastEnd = lastRun.execute();
            return lastEnd != RunEnd.GAVE_UP;
        } finally {
            lastOutput = output.toString(StandardCharsets.UTF_8);
        }
    }

    /** How another run ended, or what it threw. */
    record Ended(RunEnd end, Exception failure) {}

    /** Runs the job while another run is under way, which stays the last one. */
    Ended runBeside(String... arguments) {
        Run outer = lastRun;
        RunClock outerClock = clock;
        clock = RunClock.system();
        try {
            run(arguments);
            return new Ended(lastEnd, null);
        } catch (RuntimeException e) {
            return new Ended(null, e);
        } finally {
            lastRun = outer;
            clock = outerClock;
        }
    }

    /** Each row's values, put together. */
    public List<String> rows(String sql, Object... values) {
        return session.sql(sql.formatted(values)).collectAsList().stream()
                .map(Row::mkString)
                .toList();
    }

    public List<String> filesOf(String table) {
        return rows("select file_path from lake.sparkify.%s.data_files order by 1", table);
    }
}
