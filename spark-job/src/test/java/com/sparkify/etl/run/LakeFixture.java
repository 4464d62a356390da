package com.sparkify.etl.run;

import com.sparkify.etl.Arguments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A real Spark with real Iceberg tables in a temporary folder, and buckets in memory. */
public final class LakeFixture implements AutoCloseable {
    private static final AtomicInteger MANIFESTS = new AtomicInteger();
    private static final AtomicInteger LAUNCHES = new AtomicInteger();

    public final InMemoryObjectStore input = new InMemoryObjectStore("logs-" + UUID.randomUUID());
    public final InMemoryObjectStore lake = new InMemoryObjectStore("lake-" + UUID.randomUUID());
    public final SparkSession session;
    public String lastOutput = "";

    public LakeFixture() {
        try {
            Path folder = Files.createTempDirectory("lake");
            session = SparkSession.builder()
                    .master("local[2]")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "2")
                    // compiling code takes longer than interpreting it for a few rows
                    .config("spark.sql.codegen.wholeStage", "false")
                    .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                    .config("spark.sql.session.timeZone", "UTC")
                    .config("spark.sql.datetime.java8API.enabled", "true")
                    .config("spark.sql.catalogImplementation", "in-memory")
                    .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                    .config("spark.sql.defaultCatalog", "lake")
                    .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
                    .config("spark.sql.catalog.lake.type", "jdbc")
                    .config("spark.sql.catalog.lake.uri", "jdbc:sqlite:" + folder.resolve("catalog.db"))
                    .config(
                            "spark.sql.catalog.lake.warehouse",
                            folder.resolve("warehouse").toUri().toString())
                    .getOrCreate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        lake.put("pending/%06d.json".formatted(MANIFESTS.incrementAndGet()), "{\"version\":1," + body + "}");
    }

    /** Puts an object and announces it. */
    public void upload(String key, String text) {
        input.put(key, text);
        announce(key);
    }

    /** Runs the job; further arguments override the defaults. */
    public boolean run(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--input-bucket",
                input.bucket(),
                "--lake",
                "s3://" + lake.bucket(),
                "--launch-id",
                "launch-" + LAUNCHES.incrementAndGet(),
                "--lease-seconds",
                "3"));
        args.addAll(List.of(more));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Run run = new Run(
                Arguments.parse(args.toArray(String[]::new)),
                input,
                lake,
                () -> session,
                new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            return run.execute();
        } finally {
            lastOutput = output.toString(StandardCharsets.UTF_8);
        }
    }

    public List<String> rows(String sql) {
        return session.sql(sql).collectAsList().stream().map(Row::mkString).toList();
    }

    @Override
    public void close() {
        session.stop();
    }
}
