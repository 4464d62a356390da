package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.sparkify.local.generate.Generator;
import com.sparkify.local.generate.Recipe;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Validates rows against the input contract, docs/contract, with a JSON Schema validator, and compares with the model's
 * drift counts. {@link FuzzIT} compares the job with the model.
 */
class ContractTest {
    private static final Path CONTRACT = Installation.current().home().resolve("docs/contract");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Another producer's days have every field, but of other types; some lines lack one, and some have one more. */
    @Test
    void theGeneratorsRowsDifferFromTheContractAsTheModelCounts(@TempDir Path folder) throws IOException {
        Generator.generate(new Recipe(folder, 6, 8, 60, 7, Recipe.Rows.SOME_BAD));
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String key = folder.relativize(file).toString();
                byte[] object = Files.readAllBytes(file);
                Reading reading = Reading.of(key, object).orElseThrow();
                Map<String, Long> found = violations(key, object);
                assertThat(found).as(key).isEqualTo(counted(reading.drift()));
                found.forEach((keyword, count) -> all.merge(keyword, count, Long::sum));
            }
        }
        assertThat(all).containsOnlyKeys("additionalProperties", "required", "type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ts\":5.0,\"sessionId\":5.5,\"itemInSession\":\"5\",\"status\":null}",
                "{\"userId\":39,\"level\":null,\"page\":true,\"auth\":[1],\"method\":{}}",
                "{\"userId\":39.5,\"length\":1,\"registration\":1540919166796.0,\"song\":5,\"artist\":null}",
                "{\"length\":\"1\",\"registration\":null,\"firstName\":false,\"device\":1,\"region\":{\"ts\":1}}"
            })
    void theModelCountsOddRowsAsTheContractSays(String line) throws IOException {
        byte[] object = line.getBytes(StandardCharsets.UTF_8);
        Reading reading = Reading.of("log_data/odd.json", object).orElseThrow();
        assertThat(violations("log_data/odd.json", object)).isEqualTo(counted(reading.drift()));
    }

    private static Map<String, Long> counted(ModelDrift drift) {
        Map<String, Long> counted = new TreeMap<>(Map.of(
                "additionalProperties", drift.unknown(), "required", drift.missing(), "type", drift.ofOtherType()));
        counted.values().removeIf(count -> count == 0);
        return counted;
    }

    /** How often which keyword of the schema is violated, in all rows that are JSON objects. */
    private static Map<String, Long> violations(String key, byte[] object) throws IOException {
        boolean isLog = key.startsWith(Reading.LOG_PREFIX);
        JsonSchema schema = schema(isLog ? "log-line" : "song-record");
        byte[] content = ModelLines.content(object).orElseThrow();
        List<String> rows = isLog
                ? ModelLines.split(content).stream()
                        .flatMap(line -> Characters.strictly(line).stream())
                        .toList()
                : List.of(Characters.strictly(content).orElseThrow());
        Map<String, Long> violations = new TreeMap<>();
        for (String row : rows) {
            for (JsonNode node : nodes(row, isLog)) {
                if (node.isObject()) {
                    for (ValidationMessage message : schema.validate(node)) {
                        violations.merge(message.getType(), 1L, Long::sum);
                    }
                }
            }
        }
        return violations;
    }

    private static List<JsonNode> nodes(String text, boolean isOne) throws IOException {
        if (!isOne) {
            return JSON.readerFor(JsonNode.class)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .<JsonNode>readValues(text)
                    .readAll();
        }
        try {
            return List.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(CONTRACT.resolve(name + ".schema.json")));
    }
}
