package com.sparkify.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.local.access.Access;
import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

@Timeout(60)
class S3ServerTest {

    private static final String BUCKET = "sparkify-logs";
    private static final SigningKeys KEYS = SigningKeys.LOCAL;

    @TempDir
    Path store;

    private final List<CreatedObject> announced = new CopyOnWriteArrayList<>();
    private final AccessLog accessLog = AccessLog.inMemory();
    private S3Server server;
    private S3Client s3;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start(store, 0, KEYS, List.of(BUCKET, "sparkify-lake"), BUCKET, announced::add, accessLog);
        s3 = LocalS3.client(server.endpoint(), KEYS);
    }

    @AfterEach
    void stop() throws IOException {
        s3.close();
        server.close();
    }

    @Test
    void unsignedRequestsGet403() throws Exception {
        put(BUCKET, "log_data/a.json", "{}");

        assertThat(unsigned("GET", "/sparkify-logs/log_data/a.json")).isEqualTo(403);
        assertThat(unsigned("GET", "/sparkify-logs?list-type=2")).isEqualTo(403);
        assertThat(unsigned("PUT", "/sparkify-logs/log_data/b.json")).isEqualTo(403);
        assertThat(unsigned("DELETE", "/sparkify-logs/log_data/a.json")).isEqualTo(403);
        assertThat(accesses(5))
                .filteredOn(access -> !access.signed())
                .hasSize(4)
                .extracting(Access::status)
                .containsOnly(403);
    }

    /** An erasure relies on it: what is overwritten or deleted stays until it is deleted by its version id. */
    @Test
    void aVersionedBucketKeepsVersionsUntilTheyAreDeletedThemselves() throws Exception {
        s3.putBucketVersioning(
                request -> request.bucket(BUCKET).versioningConfiguration(versioning -> versioning.status("Enabled")));
        put(BUCKET, "json/a.json", "one");
        put(BUCKET, "json/a.json", "two");
        put(BUCKET, "json/b.json", "gone");
        s3.deleteObject(request -> request.bucket(BUCKET).key("json/b.json"));

        var versions = s3.listObjectVersions(request -> request.bucket(BUCKET).prefix("json/"));
        assertThat(versions.versions())
                .extracting(version -> version.key() + " " + version.isLatest())
                .containsExactly("json/a.json true", "json/a.json false", "json/b.json false");
        assertThat(versions.deleteMarkers())
                .singleElement()
                .satisfies(mark -> assertThat(mark.isLatest()).isTrue());

        versions.versions().stream()
                .filter(version -> !version.isLatest())
                .forEach(version -> s3.deleteObject(
                        request -> request.bucket(BUCKET).key(version.key()).versionId(version.versionId())));
        versions.deleteMarkers()
                .forEach(mark -> s3.deleteObject(
                        request -> request.bucket(BUCKET).key(mark.key()).versionId(mark.versionId())));
        var left = s3.listObjectVersions(request -> request.bucket(BUCKET).prefix("json/"));
        assertThat(left.versions())
                .singleElement()
                .satisfies(version -> assertThat(version.isLatest()).isTrue());
        assertThat(left.deleteMarkers()).isEmpty();
    }

    @Test
    void aWrongSecretGets403() {
        try (S3Client stranger =
                LocalS3.client(server.endpoint(), new SigningKeys(KEYS.accessKeyId(), "wrong", KEYS.region()))) {
            assertThatThrownBy(
                            () -> stranger.getObject(get -> get.bucket(BUCKET).key("x")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void signedRequestsAreLoggedAsSuch() throws Exception {
        put(BUCKET, "log_data/a.json", "{}");

        assertThat(accesses(1)).singleElement().satisfies(access -> {
            assertThat(access.method()).isEqualTo("PUT");
            assertThat(access.path()).startsWith("/sparkify-logs/log_data/a.json");
            assertThat(access.signed()).isTrue();
            assertThat(access.status()).isEqualTo(200);
        });
    }

    @Test
    void bucketsAreClosedToOtherUsersOfTheMachine() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve(BUCKET))))
                .isEqualTo("rwx------");
    }

    @Test
    void everyPutOfTheInputBucketIsAnnouncedOnce() {
        put(BUCKET, "log_data/a.json", "{\"a\": 1}");
        put("sparkify-lake", "pending/b.json", "{}");

        assertThat(announced).singleElement().satisfies(object -> {
            assertThat(object.key()).isEqualTo("log_data/a.json");
            assertThat(object.size()).isEqualTo(8);
            assertThat(object.etag()).isEqualTo(etag("log_data/a.json"));
            assertThat(object.eventName()).isEqualTo("ObjectCreated:Put");
        });
    }

    @Test
    void aMultipartUploadIsAnnouncedWhenItIsComplete() {
        var key = "log_data/large.json";
        var upload = s3.createMultipartUpload(create -> create.bucket(BUCKET).key(key))
                .uploadId();
        var part = s3.uploadPart(
                one -> one.bucket(BUCKET).key(key).uploadId(upload).partNumber(1), RequestBody.fromString("{}"));
        assertThat(announced).isEmpty();

        s3.completeMultipartUpload(complete -> complete.bucket(BUCKET)
                .key(key)
                .uploadId(upload)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())));

        assertThat(announced).singleElement().satisfies(object -> {
            assertThat(object.eventName()).isEqualTo("ObjectCreated:CompleteMultipartUpload");
            assertThat(object.size()).isEqualTo(2);
            assertThat(object.etag()).isEqualTo(etag(key));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log_data/with space.json",
                "log_data/a+b.json",
                "log_data/100%.json",
                "log_data/%41.json",
                "log_data/\"quoted\".json",
                "log_data/it's.json",
                "log_data/[a]{b}(c).json",
                "log_data/*?#&=;,@!$~.json",
                "log_data/café/日本.json",
                "log_data/\uD83C\uDFB5.json"
            })
    void oddKeysComeBackAsTheyWere(String key) {
        put(BUCKET, key, "content of " + key);

        assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String())
                .isEqualTo("content of " + key);
        assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET).prefix("log_data/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly(key);
        assertThat(announced).extracting(CreatedObject::key).containsExactly(key);
    }

    /** XML cannot represent control characters, so listings are asked for encoded keys. */
    @Test
    void encodedListingsNameAllKeysPageByPage() {
        s3.putBucketVersioning(
                request -> request.bucket(BUCKET).versioningConfiguration(versioning -> versioning.status("Enabled")));
        var keys = List.of(
                "log_data/%41.json",
                "log_data/a b+c.json", "log_data/a/\u0001.json", "log_data/a/\u001f.json", "log_data/café/日本.json");
        keys.forEach(key -> put(BUCKET, key, "old"));
        keys.forEach(key -> put(BUCKET, key, "new"));

        assertThat(s3.listObjectsV2Paginator(list -> list.bucket(BUCKET)
                                .prefix("log_data/")
                                .maxKeys(1)
                                .encodingType(EncodingType.URL))
                        .contents())
                .extracting(S3Object::key)
                .containsExactlyElementsOf(keys);
        assertThat(s3.listObjectVersionsPaginator(
                                list -> list.bucket(BUCKET).prefix("log_data/").encodingType(EncodingType.URL))
                        .versions())
                .filteredOn(version -> !version.isLatest())
                .extracting(ObjectVersion::key)
                .containsExactlyElementsOf(keys);
        assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(keys.get(2)))
                        .asUtf8String())
                .isEqualTo("new");
    }

    @Test
    void pagesOfAListingShowChangesBetweenThem() {
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            put(BUCKET, "log_data/" + name, name);
        }

        var first = page(null);
        assertThat(keys(first)).containsExactly("log_data/a", "log_data/b");
        put(BUCKET, "log_data/bb", "new");
        var second = page(first.nextContinuationToken());
        assertThat(keys(second)).containsExactly("log_data/bb", "log_data/c");
        s3.deleteObject(delete -> delete.bucket(BUCKET).key("log_data/d"));
        var third = page(second.nextContinuationToken());
        assertThat(keys(third)).containsExactly("log_data/e", "log_data/f");
        assertThat(third.isTruncated()).isFalse();
        assertThat(keys(page(first.nextContinuationToken()))).containsExactly("log_data/bb", "log_data/c");
    }

    private ListObjectsV2Response page(String token) {
        return s3.listObjectsV2(
                list -> list.bucket(BUCKET).prefix("log_data/").maxKeys(2).continuationToken(token));
    }

    private static List<String> keys(ListObjectsV2Response page) {
        return page.contents().stream().map(S3Object::key).toList();
    }

    @Test
    void aConditionalPutWritesOnce() {
        s3.putObject(
                put -> put.bucket(BUCKET).key("state/lease.json").ifNoneMatch("*"), RequestBody.fromString("first"));

        assertThatThrownBy(() -> s3.putObject(
                        put -> put.bucket(BUCKET).key("state/lease.json").ifNoneMatch("*"),
                        RequestBody.fromString("second")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(announced).hasSize(1);
    }

    @Test
    void aPutOnACertainVersionFailsOnAnother() {
        put(BUCKET, "state/lease.json", "first");
        var first = etag("state/lease.json");
        put(BUCKET, "state/lease.json", "second");

        assertThatThrownBy(() -> s3.putObject(
                        put -> put.bucket(BUCKET).key("state/lease.json").ifMatch(first),
                        RequestBody.fromString("third")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }

    @Test
    void objectsKeepTheirEtagOverARestart() throws IOException {
        put(BUCKET, "log_data/a.json", "{}");
        var before = etag("log_data/a.json");
        stop();

        start();

        assertThat(etag("log_data/a.json")).isEqualTo(before);
    }

    @Test
    void aPortInUseIsSaid() {
        assertThatThrownBy(() -> S3Server.start(
                        store, server.endpoint().getPort(), KEYS, List.of(), BUCKET, announced::add, accessLog))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "S3 server cannot listen on port " + server.endpoint().getPort());
    }

    private void put(String bucket, String key, String content) {
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    /** A request is logged just after its client has the answer. */
    private List<Access> accesses(int count) throws InterruptedException {
        while (accessLog.accesses().size() < count) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return accessLog.accesses();
    }

    private String etag(String key) {
        return s3.headObject(head -> head.bucket(BUCKET).key(key)).eTag().replace("\"", "");
    }

    private int unsigned(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("PUT") ? "{}" : ""))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
