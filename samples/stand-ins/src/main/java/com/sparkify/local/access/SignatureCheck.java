package com.sparkify.local.access;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/**
 * Verifies AWS Signature Version 4 in the {@code Authorization} header, as all services except S3 compute it (path
 * encoded twice, payload hashed): the SDK's signer signs the same request again, and both signatures must be equal.
 */
public final class SignatureCheck {

    /** Result of a check, with the error that a service returns for it. */
    public enum Result {
        UNSIGNED("MissingAuthenticationTokenException", "Missing Authentication Token"),
        UNKNOWN_KEY("UnrecognizedClientException", "The security token included in the request is invalid."),
        WRONG(
                "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided."),
        VALID(null, null);

        private final String errorType;
        private final String message;

        Result(String errorType, String message) {
            this.errorType = errorType;
            this.message = message;
        }

        public String errorType() {
            return errorType;
        }

        public String message() {
            return message;
        }
    }

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, *"
                    + "SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final SigningKeys keys;

    public SignatureCheck(SigningKeys keys) {
        this.keys = keys;
    }

    /** Checks a request whose body has been read. */
    public Result check(HttpExchange exchange, byte[] body) {
        return check(
                exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders()::getFirst, body);
    }

    /**
     * @param target path and query, percent-encoded as sent
     * @param header returns a header's value by its lower-case name, or null
     */
    Result check(String method, URI target, Function<String, String> header, byte[] body) {
        String authorization = header.apply("authorization");
        if (authorization == null) {
            return Result.UNSIGNED;
        }
        Matcher parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches()) {
            return Result.WRONG;
        }
        if (!parts.group(1).equals(keys.accessKeyId())) {
            return Result.UNKNOWN_KEY;
        }
        try {
            String again = sign(request(method, target, header, parts.group(5).split(";"), body), header, parts);
            return again.endsWith("Signature=" + parts.group(6)) ? Result.VALID : Result.WRONG;
        } catch (DateTimeException | IllegalArgumentException e) {
            return Result.WRONG;
        }
    }

    /** Returns the request with its signed headers only. */
    private static SdkHttpFullRequest request(
            String method, URI target, Function<String, String> header, String[] signedHeaders, byte[] body) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(URI.create("http://" + header.apply("host") + target))
                .contentStreamProvider(() -> new ByteArrayInputStream(body));
        for (String name : signedHeaders) {
            if (header.apply(name) != null) {
                request.putHeader(name, header.apply(name));
            }
        }
        return request.build();
    }

    /**
     * Returns the {@code Authorization} header of the same request, signed at the time and for the service that it
     * names. {@code AwsV4HttpSigner}, which replaces this deprecated signer, adds and signs a header with the payload's
     * hash, which the AWS CLI and boto3 do not send.
     */
    @SuppressWarnings("deprecation")
    private String sign(SdkHttpFullRequest request, Function<String, String> header, Matcher parts) {
        String date = header.apply("x-amz-date");
        if (date == null) {
            throw new IllegalArgumentException("A signed request has the header X-Amz-Date");
        }
        Aws4SignerParams params = Aws4SignerParams.builder()
                .awsCredentials(AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()))
                .signingRegion(Region.of(parts.group(3)))
                .signingName(parts.group(4))
                .signingClockOverride(Clock.fixed(Instant.from(DATE.parse(date)), ZoneOffset.UTC))
                .build();
        return Aws4Signer.create()
                .sign(request, params)
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }
}
