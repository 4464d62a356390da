package com.sparkify.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.local.access.SignatureCheck;
import com.sparkify.local.access.SigningKeys;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The call as it is on the wire: signed, for the one quota, and what may come back. */
class VcpuQuotaTest {
    private static final SigningKeys KEYS = SigningKeys.LOCAL;

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private HttpServer server;
    private String quota = "16.0";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
    }

    @Test
    void theAppliedValueIsTold() {
        assertThat(quota(KEYS.secretAccessKey()).value()).isEqualTo(16);
    }

    @Test
    void aRefusalIsTold() {
        assertThatThrownBy(() -> quota("another-secret").value())
                .isInstanceOf(SdkClientException.class)
                .hasMessageStartingWith("Service Quotas answered 400: ")
                .hasMessageContaining("InvalidSignatureException");
    }

    @Test
    void anAnswerWithoutAValueIsTold() {
        quota = "null";
        assertThatThrownBy(() -> quota(KEYS.secretAccessKey()).value())
                .hasMessage("Service Quotas answered 200: {\"Quota\":{\"Value\":null}}");
    }

    private VcpuQuota quota(String secret) {
        return new VcpuQuota(
                http,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                KEYS.region(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEYS.accessKeyId(), secret)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var signature = new SignatureCheck(KEYS).check(exchange, body);
            boolean asked = new String(body, StandardCharsets.UTF_8)
                            .equals("{\"ServiceCode\":\"emr-serverless\",\"QuotaCode\":\"L-D05C8A75\"}")
                    && "ServiceQuotasV20190624.GetServiceQuota"
                            .equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                    && exchange.getRequestHeaders().getFirst("Authorization").contains("/servicequotas/aws4_request");
            boolean valid = signature == SignatureCheck.Result.VALID && asked;
            byte[] answer = (valid
                            ? "{\"Quota\":{\"Value\":" + quota + "}}"
                            : "{\"__type\":\"" + signature.errorType() + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(valid ? 200 : 400, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
