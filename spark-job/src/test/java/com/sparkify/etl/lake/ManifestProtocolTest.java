package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.GoldenCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The job reads the manifests and requests of {@code samples/protocol} as written there. */
class ManifestProtocolTest {

    @ParameterizedTest
    @MethodSource
    void manifests(JsonNode golden) {
        byte[] bytes = golden.required("manifest").textValue().getBytes(StandardCharsets.UTF_8);
        if (golden.has("refused")) {
            assertThatThrownBy(() -> Manifest.of("1.json", bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(golden.get("refused").textValue());
            return;
        }
        Manifest manifest = Manifest.of("1.json", bytes);
        if (golden.has("request")) {
            assertThat(asTree(manifest.request())).isEqualTo(golden.get("request"));
            assertThat(manifest.keys()).isEmpty();
        } else {
            assertThat(manifest.request()).isNull();
            assertThat(manifest.keys()).isEqualTo(GoldenCases.texts(golden.required("keys")));
        }
    }

    @ParameterizedTest
    @MethodSource
    void requests(JsonNode golden) {
        assertThat(asTree(Request.of(golden.required("writes")))).isEqualTo(golden.required("means"));
    }

    static Stream<JsonNode> manifests() throws IOException {
        return GoldenCases.of("manifests.jsonl").stream();
    }

    /** Those that become a manifest. */
    static Stream<JsonNode> requests() throws IOException {
        return GoldenCases.of("requests.jsonl").stream().filter(golden -> golden.hasNonNull("writes"));
    }

    /** The request with all that it means, defaults included. */
    private static JsonNode asTree(Request request) {
        ObjectNode tree = LakeDocuments.MAPPER.createObjectNode();
        if (request instanceof Request.LoadRange load) {
            tree.putObject("load")
                    .put("from", load.from().toString())
                    .put("to", load.to().toString())
                    .put("force", load.force());
        } else if (request instanceof Request.LoadKeys load) {
            putKeys(tree.putObject("load"), load.keys()).put("force", load.force());
        } else if (request instanceof Request.LoadPrefix load) {
            tree.putObject("load").put("prefix", load.prefix()).put("force", load.force());
        } else if (request instanceof Request.Retract retract) {
            putKeys(tree.putObject("retract"), retract.keys());
        } else if (request instanceof Request.Sweep) {
            tree.putObject("sweep");
        } else if (request instanceof Request.Rebuild) {
            tree.putObject("rebuild");
        } else if (request instanceof Request.Erase erase) {
            erase.users().forEach(tree.putObject("erase").putArray("users")::add);
        }
        return tree;
    }

    private static ObjectNode putKeys(ObjectNode node, List<String> keys) {
        keys.forEach(node.putArray("keys")::add);
        return node;
    }
}
