package com.sparkify.law;

import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.fault.FaultGate;
import com.sparkify.local.s3.LocalS3;
import com.sparkify.local.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The S3 server of a test with a gate in front of it, and any number of lakes, each with its own input bucket and
 * catalog. The test itself bypasses the gate.
 */
final class LocalLake implements AutoCloseable {
    static final String LAKE_BUCKET = "lakes";

    private final Path folder;
    private final S3Server server;
    private final FaultGate gate;
    private final S3Client client;
    private String name;
    private long manifests;

    LocalLake(Path folder) throws IOException {
        this.folder = folder;
        this.server = S3Server.start(
                folder.resolve("store"),
                0,
                SigningKeys.LOCAL,
                List.of(LAKE_BUCKET),
                "none",
                object -> {},
                AccessLog.inMemory());
        this.gate = new FaultGate(server.endpoint());
        this.client = LocalS3.client(server.endpoint(), SigningKeys.LOCAL);
    }

    /** Selects a new, empty lake. */
    void begin(String newName) throws IOException {
        name = newName;
        Files.createDirectories(catalogFolder());
        Files.writeString(erasureKey(), "the key of the lake " + newName);
        client.createBucket(request -> request.bucket(inputBucket()));
    }

    /** Selects a lake that was begun before. */
    void goBackTo(String oldName) {
        name = oldName;
    }

    FaultGate gate() {
        return gate;
    }

    URI endpoint() {
        return gate.endpoint();
    }

    /** Opens another gate to the same S3, for clients whose requests a test must tell apart. The caller closes it. */
    FaultGate anotherGate() throws IOException {
        return new FaultGate(server.endpoint());
    }

    String inputBucket() {
        return "input-" + name;
    }

    String uri() {
        return "s3://" + LAKE_BUCKET + "/" + name;
    }

    /** All that this lake is made of. */
    List<Path> folders() {
        Path store = folder.resolve("store");
        return List.of(store.resolve(LAKE_BUCKET).resolve(name), store.resolve(inputBucket()), catalogFolder());
    }

    /** Beside the catalog, and not in the lake. */
    private Path erasureKey() {
        return catalogFolder().resolve("erasure.key");
    }

    /** Whether the bucket of the lakes keeps what is overwritten or deleted from now on. */
    void keepVersions(boolean areKept) {
        BucketVersioningStatus status = areKept ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED;
        client.putBucketVersioning(request ->
                request.bucket(LAKE_BUCKET).versioningConfiguration(versioning -> versioning.status(status)));
    }

    /** All that is kept of the lake, older versions included, but for its input and the key. */
    List<Path> placesWithVersions() throws IOException {
        Path bucket = folder.resolve("store").resolve(LAKE_BUCKET);
        List<Path> places =
                new ArrayList<>(List.of(bucket.resolve(name), catalogFolder().resolve("catalog.db")));
        Path versions = folder.resolve("store-versions").resolve(LAKE_BUCKET);
        try (Stream<Path> all = Files.exists(versions) ? Files.walk(versions) : Stream.empty()) {
            all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(name))
                    .forEach(places::add);
        }
        return places;
    }

    /** The objects below a folder of the lake, as text. */
    List<String> texts(String prefix) {
        return keys(prefix).stream()
                .map(key -> client.getObjectAsBytes(
                                request -> request.bucket(LAKE_BUCKET).key(key))
                        .asUtf8String())
                .toList();
    }

    private Path catalogFolder() {
        return folder.resolve("catalog-" + name);
    }

    /** What an EMR application's configuration says, and its local stand-in: where the catalog is. */
    Map<String, String> catalog() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
        settings.put("spark.sql.catalog.lake.type", "jdbc");
        settings.put(
                "spark.sql.catalog.lake.uri",
                "jdbc:sqlite:" + catalogFolder().resolve("catalog.db") + "?synchronous=OFF"); // survives a process
        settings.put("spark.sql.catalog.lake.warehouse", uri() + "/warehouse");
        settings.put("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        // the job commits through a catalog of its own, so queries must not cache
        settings.put("spark.sql.catalog.lake.cache-enabled", "false");
        settings.put("spark.sql.defaultCatalog", "lake");
        return settings;
    }

    /** The settings of a JVM whose first session is on this lake. */
    Map<String, String> spark() {
        Map<String, String> settings = catalog();
        settings.put("spark.master", "local[2]");
        settings.put("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
        settings.put("spark.sql.session.timeZone", "UTC");
        settings.put("spark.sql.catalogImplementation", "in-memory");
        settings.put("spark.sql.shuffle.partitions", "2");
        settings.put("spark.ui.enabled", "false");
        // tables of a few rows: compiling a query costs more than running it
        settings.put("spark.sql.codegen.wholeStage", "false");
        settings.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        settings.put("spark.sql.adaptive.enabled", "false");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.local.dir", folder.resolve("spark").toString());
        settings.put(
                "spark.sql.warehouse.dir",
                folder.resolve("spark-warehouse").toUri().toString());
        return settings;
    }

    /** As {@link #spark}, for runs of a few rows: half of their time would go into sending tasks about. */
    Map<String, String> sparkOfOneTask() {
        Map<String, String> settings = spark();
        settings.put("spark.master", "local[1]");
        settings.put("spark.sql.shuffle.partitions", "1");
        return settings;
    }

    List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--input-bucket",
                inputBucket(),
                "--log-prefix",
                Reading.LOG_PREFIX,
                "--song-prefix",
                Reading.SONG_PREFIX,
                "--lake",
                uri(),
                "--launch-id",
                UUID.randomUUID().toString(),
                "--erasure-key",
                "file:" + erasureKey().toAbsolutePath()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    void put(String key, byte[] bytes) {
        client.putObject(request -> request.bucket(inputBucket()).key(key), RequestBody.fromBytes(bytes));
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket(inputBucket()).key(key));
    }

    Optional<byte[]> get(String key) {
        try {
            return Optional.of(client.getObjectAsBytes(
                            request -> request.bucket(inputBucket()).key(key))
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Writes a manifest as the launcher does; the times in the names grow. */
    void announce(List<String> keys) {
        StringBuilder objects = new StringBuilder();
        for (String key : keys) {
            objects.append(objects.isEmpty() ? "" : ",")
                    .append("{\"key\":\"")
                    .append(key.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"}");
        }
        pending("\"source\":\"s3\",\"objects\":[" + objects + "]");
    }

    /** @param request as {@code "retract":{"keys":["…"]}} */
    void request(String request) {
        pending("\"source\":\"request\",\"request\":{" + request + "}");
    }

    private void pending(String content) {
        String manifest = "{\"version\":1,\"createdAt\":\"2018-11-12T10:15:30.123Z\"," + content + "}";
        String key = String.format("%s/pending/20181112T%09dZ-%s.json", name, manifests++, UUID.randomUUID());
        client.putObject(
                request -> request.bucket(LAKE_BUCKET).key(key),
                RequestBody.fromBytes(manifest.getBytes(StandardCharsets.UTF_8)));
    }

    long pendingManifests() {
        return keys("pending/").size();
    }

    /** What the job keeps of the batch under way. */
    String state() {
        return client.getObjectAsBytes(request -> request.bucket(LAKE_BUCKET).key(name + "/state/derived.json"))
                .asUtf8String();
    }

    /** The published files by their path below json/. */
    SortedMap<String, byte[]> published() {
        SortedMap<String, byte[]> published = new TreeMap<>();
        for (String key : keys("json/")) {
            published.put(
                    key.substring(name.length() + "/json/".length()),
                    client.getObjectAsBytes(
                                    request -> request.bucket(LAKE_BUCKET).key(key))
                            .asByteArray());
        }
        return published;
    }

    List<String> keys(String prefix) {
        return client
                .listObjectsV2Paginator(request -> request.bucket(LAKE_BUCKET).prefix(name + "/" + prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    @Override
    public void close() throws IOException {
        client.close();
        gate.close();
        server.close();
    }
}
