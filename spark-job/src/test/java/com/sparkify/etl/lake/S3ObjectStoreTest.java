package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.lake.StubS3.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class S3ObjectStoreTest {
    private static final String CONTROL = "log_data/\u0001\u001f.json";
    private static final String ODD = "log_data/a+b %41 ä/日本.json";
    private static final String TOKEN = "1+a/%2B==";

    /** As S3 encodes a key, on request: a space is a plus sign, and a slash stays. */
    private static String key(StubS3.Request request, String key) {
        boolean isEncoded = request.parameter("encoding-type").equals("url");
        return switch (key) {
            case CONTROL -> isEncoded ? "log_data/%01%1F.json" : "log_data/&#x1;&#x1F;.json";
            case ODD -> isEncoded ? "log_data/a%2Bb+%2541+%C3%A4/%E6%97%A5%E6%9C%AC.json" : ODD;
            default -> key;
        };
    }

    private static String encoding(StubS3.Request request) {
        String type = request.parameter("encoding-type");
        return type.isEmpty() ? "" : "<EncodingType>" + type + "</EncodingType>";
    }

    @Test
    void keysWithCharactersThatXmlCannotRepresentAreListed() {
        StubS3 s3 = new StubS3(request -> {
            boolean isFirst = !request.hasParameter("continuation-token");
            return Answer.xml("<ListBucketResult>%s<IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
                    .formatted(
                            encoding(request),
                            isFirst,
                            isFirst ? "<NextContinuationToken>" + TOKEN + "</NextContinuationToken>" : "",
                            Stream.of(isFirst ? CONTROL : ODD)
                                    .map(key -> "<Contents><Key>" + key(request, key)
                                            + "</Key><ETag>\"e\"</ETag><Size>1</Size></Contents>")
                                    .collect(Collectors.joining())));
        });
        assertThat(s3.store().list("log_data/")).extracting(StoredObject::key).containsExactly(CONTROL, ODD);
        assertThat(s3.requests.get(1).parameter("continuation-token")).isEqualTo(TOKEN);
    }

    @Test
    void versionsOfKeysWithOddCharactersAreDeletedByTheirNames() {
        StubS3 s3 = new StubS3(request -> request.hasParameter("versions")
                ? Answer.xml(("<ListVersionsResult>%s<IsTruncated>false</IsTruncated>"
                                + "<Version><Key>%s</Key><VersionId>1</VersionId><IsLatest>false</IsLatest></Version>"
                                + "<DeleteMarker><Key>%s</Key><VersionId>2</VersionId><IsLatest>true</IsLatest></DeleteMarker></ListVersionsResult>")
                        .formatted(encoding(request), key(request, ODD), key(request, ODD)))
                : Answer.xml("<DeleteResult/>"));
        assertThat(s3.store().removeOldVersions("log_data/")).isEqualTo(2);
        List<String> deletions = s3.requests.stream()
                .filter(request -> request.method().equals("POST"))
                .map(StubS3.Request::body)
                .toList();
        assertThat(deletions).hasSize(2).allSatisfy(body -> assertThat(body).contains("<Key>" + ODD + "</Key>"));
        assertThat(s3.requests.get(0).parameter("encoding-type")).isEqualTo("url");
    }

    @Test
    void aListingThatIsDeniedNamesItsPrefix() {
        StubS3 s3 = new StubS3(request -> Answer.error(403, "AccessDenied"));
        assertThatThrownBy(() -> s3.store().walk("log_data/"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("LIST s3://bucket/log_data/ answered 403: AccessDenied");
    }

    /** S3 answers so while another conditional write is in progress, which may be an earlier attempt of this one. */
    @Test
    void aConflictIsNoOtherWriterAndTheWriteIsRepeated() {
        StubS3 s3 = conflicting(1);
        StateObject state = StateObject.read(s3.store(), "state/derived.json", true);
        state.write(State.NOTHING.unpublishedAll());
        state.write(State.NOTHING);
        assertThat(puts(s3)).extracting(put -> put.header("If-None-Match")).containsExactly("*", "*", "");
        assertThat(puts(s3)).extracting(put -> put.header("If-Match")).containsExactly("", "", "\"2\"");
    }

    @Test
    void aConflictThatLastsIsAFailureButNoOtherWriter() {
        StubS3 s3 = conflicting(Integer.MAX_VALUE);
        assertThatThrownBy(() -> s3.store().putIf("key", new byte[1], null, Duration.ofSeconds(2)))
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(PreconditionFailedException.class)
                .hasMessageContaining("answered 409");
        assertThat(puts(s3)).hasSizeBetween(2, 11);
    }

    @Test
    void anotherVersionOrNoneMeansThatTheConditionDoesNotHold() {
        for (Answer answer : List.of(Answer.error(412, "PreconditionFailed"), Answer.error(404, "NoSuchKey"))) {
            StubS3 s3 = new StubS3(request -> answer);
            assertThatThrownBy(() -> s3.store().putIf("key", new byte[1], "\"1\""))
                    .isInstanceOf(PreconditionFailedException.class);
            assertThat(puts(s3)).hasSize(1);
        }
        StubS3 s3 = new StubS3(request -> Answer.error(404, "NoSuchBucket"));
        assertThatThrownBy(() -> s3.store().putIf("key", new byte[1], "\"1\""))
                .isNotInstanceOf(PreconditionFailedException.class);
    }

    /** The first writes meet a conflict; a write's ETag is its number. */
    private static StubS3 conflicting(int conflicts) {
        AtomicInteger writes = new AtomicInteger();
        return new StubS3(request -> {
            if (!request.method().equals("PUT")) {
                return Answer.error(404, "NoSuchKey");
            }
            int write = writes.incrementAndGet();
            return write <= conflicts
                    ? Answer.error(409, "ConditionalRequestConflict")
                    : new Answer(200, "\"" + write + "\"", "");
        });
    }

    private static List<StubS3.Request> puts(StubS3 s3) {
        return s3.requests.stream()
                .filter(request -> request.method().equals("PUT"))
                .toList();
    }
}
