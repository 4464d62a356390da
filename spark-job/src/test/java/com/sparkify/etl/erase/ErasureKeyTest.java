package com.sparkify.etl.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureKeyTest {
    private static final String ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd";

    @TempDir
    Path folder;

    private final List<String> requests = new ArrayList<>();
    private HttpServer kms;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        kms = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        kms.createContext("/", exchange -> {
            requests.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String mac = Base64.getEncoder()
                    .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
            byte[] answer = (status == 200 ? "{\"Mac\":\"" + mac + "\"}" : "{\"__type\":\"AccessDeniedException\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        kms.start();
        properties().forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        kms.stop(0);
        properties().keySet().forEach(System::clearProperty);
    }

    private Map<String, String> properties() {
        return Map.of(
                "aws.accessKeyId", "test",
                "aws.secretAccessKey", "test",
                "aws.endpointUrlKms", "http://127.0.0.1:" + kms.getAddress().getPort());
    }

    @Test
    void kmsMakesTheKeyOfAFixedText() {
        assertThat(new ErasureKey(ARN).read()).asString(StandardCharsets.UTF_8).startsWith("0123456789abcdef");
        assertThat(requests).singleElement().asString().contains("TrentService.GenerateMac", ARN, "HMAC_SHA_256");
    }

    @Test
    void whoMayNotUseTheKeyIsTold() {
        status = 400;
        assertThatThrownBy(() -> new ErasureKey(ARN).read())
                .hasMessageContaining("Cannot use the erasure key " + ARN)
                .hasMessageContaining("kms:GenerateMac");
    }

    @Test
    void aKeyThatAnybodyCouldGuessIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "short");
        assertThatThrownBy(() -> new ErasureKey(file.toUri().toString()).read())
                .hasMessageContaining("must have 16 bytes or more");
        assertThatThrownBy(() -> new ErasureKey("secret")).hasMessageContaining("--erasure-key must be file:/path");
    }
}
