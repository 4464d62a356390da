package com.sparkify.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.access.SignatureCheck.Result;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class SignatureCheckTest {
    private static final String LIST = "/applications/00local000000001/jobruns?states=RUNNING&states=QUEUED"
            + "&createdAtAfter=2018-11-12T10%3A15%3A30Z&maxResults=50";
    private static final String INVOKE = "/2015-03-31/functions/"
            + "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Asparkify-launcher/invocations";
    private static final String NUDGE = "{\"nudge\": {}}";

    private final SignatureCheck signatures = new SignatureCheck(SigningKeys.LOCAL);
    private final Map<String, String> headers = new HashMap<>();

    /** Signed by botocore, which signs no hash of the payload as a header. */
    @Test
    void whatTheCommandLineSignsIsValid() {
        botocore(
                "emr-serverless",
                "host;x-amz-date",
                "3ef29c7ff3d99cfc85727d82333c58b6f2c0a7529e8f13f59608a0f0a80687b5");
        assertThat(check("GET", LIST, "")).isEqualTo(Result.VALID);

        headers.put("x-amz-invocation-type", "RequestResponse");
        botocore(
                "lambda",
                "host;x-amz-date;x-amz-invocation-type",
                "9570a1d1835e83ce65f8145010e2fd4459014a7863caf4d395fd07f8bea52c38");
        assertThat(check("POST", INVOKE, NUDGE)).isEqualTo(Result.VALID);
    }

    /** Signed by the SDK's newer signer, with the payload's hash as a header. */
    @Test
    void whatTheSdkSignsIsValid() {
        sdk("local", "local-secret");
        headers.put("x-not-signed", "added on the way");

        assertThat(headers.get("authorization")).contains(";x-amz-content-sha256;");
        assertThat(check("POST", INVOKE + "?Qualifier=%24LATEST", NUDGE)).isEqualTo(Result.VALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | ?Qualifier=%24LATEST | {\"nudge\": {}}",
                "POST | ?Qualifier=live      | {\"nudge\": {}}",
                "POST | ?Qualifier=%24LATEST | {\"sweep\": {}}",
            })
    void anotherRequestThanTheSignedOneIsWrong(String method, String query, String body) {
        sdk("local", "local-secret");

        assertThat(check(method, INVOKE + query, body)).isEqualTo(Result.WRONG);
    }

    @ParameterizedTest
    @CsvSource({"x-amz-date, 20181112T101531Z", "x-amz-date, yesterday", "x-amz-date,", "host, 127.0.0.1:9002"})
    void anotherSignedHeaderIsWrong(String name, String value) {
        sdk("local", "local-secret");
        headers.put(name, value);

        assertThat(check("POST", INVOKE + "?Qualifier=%24LATEST", NUDGE)).isEqualTo(Result.WRONG);
    }

    @Test
    void whoDoesNotHaveTheKeysIsToldApart() {
        assertThat(check("GET", LIST, "")).isEqualTo(Result.UNSIGNED);

        sdk("local", "guessed");
        assertThat(check("POST", INVOKE + "?Qualifier=%24LATEST", NUDGE)).isEqualTo(Result.WRONG);

        sdk("somebody", "local-secret");
        assertThat(check("POST", INVOKE + "?Qualifier=%24LATEST", NUDGE)).isEqualTo(Result.UNKNOWN_KEY);

        headers.put("authorization", "Basic bG9jYWw6bG9jYWwtc2VjcmV0");
        assertThat(check("GET", LIST, "")).isEqualTo(Result.WRONG);
    }

    private void botocore(String service, String signedHeaders, String signature) {
        headers.put("host", "127.0.0.1:9001");
        headers.put("x-amz-date", "20181112T101530Z");
        headers.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=local/20181112/us-east-1/%s/aws4_request, SignedHeaders=%s, Signature=%s"
                        .formatted(service, signedHeaders, signature));
    }

    private void sdk(String accessKeyId, String secretAccessKey) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:9001" + INVOKE + "?Qualifier=%24LATEST"))
                .build();
        AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(accessKeyId, secretAccessKey))
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(NUDGE.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request()
                .forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    }

    private Result check(String method, String target, String body) {
        return signatures.check(method, URI.create(target), headers::get, body.getBytes(StandardCharsets.UTF_8));
    }
}
