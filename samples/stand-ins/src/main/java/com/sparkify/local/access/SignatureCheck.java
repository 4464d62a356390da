package com.sparkify.local.access;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks AWS Signature Version 4 in the {@code Authorization} header, as every service but S3 computes it (path
 * encoded twice, payload hashed).
 */
public final class SignatureCheck {

    /** What was found, and how services word it when they refuse a request for it. */
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

    private final SigningKeys keys;

    public SignatureCheck(SigningKeys keys) {
        this.keys = keys;
    }

    /** Checks a request whose body has been read. */
    public Result check(HttpExchange exchange, byte[] body) {
        URI uri = exchange.getRequestURI();
        return check(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                uri.getRawQuery(),
                exchange.getRequestHeaders()::getFirst,
                body);
    }

    /**
     * @param rawPath percent-encoded, as sent
     * @param rawQuery percent-encoded, as sent, or null
     * @param header finds a header's value by its lower-case name, or null
     */
    private Result check(String method, String rawPath, String rawQuery, Function<String, String> header, byte[] body) {
        var authorization = header.apply("authorization");
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
        var scope = String.join("/", parts.group(2), parts.group(3), parts.group(4), "aws4_request");
        var canonicalRequest = String.join(
                "\n",
                method,
                encodeAgain(rawPath),
                canonicalQuery(rawQuery),
                canonicalHeaders(parts.group(5), header),
                parts.group(5),
                hex(sha256(body)));
        var stringToSign = String.join(
                "\n", "AWS4-HMAC-SHA256", header.apply("x-amz-date"), scope, hex(sha256(bytes(canonicalRequest))));
        byte[] key = bytes("AWS4" + keys.secretAccessKey());
        for (String step : scope.split("/")) {
            key = hmac(key, step);
        }
        return hex(hmac(key, stringToSign)).equals(parts.group(6)) ? Result.VALID : Result.WRONG;
    }

    private static String encodeAgain(String rawPath) {
        return rawPath.replace("%", "%25");
    }

    private static String canonicalQuery(String rawQuery) {
        if (rawQuery == null) {
            return "";
        }
        return Arrays.stream(rawQuery.split("&"))
                .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String canonicalHeaders(String signedHeaders, Function<String, String> header) {
        return Arrays.stream(signedHeaders.split(";"))
                .map(name -> name.toLowerCase(Locale.ROOT) + ":" + oneLine(header.apply(name)) + "\n")
                .collect(Collectors.joining());
    }

    private static String oneLine(String value) {
        return value == null ? "" : value.strip().replaceAll(" +", " ");
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
