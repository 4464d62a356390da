package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A template as it would be after deployment into one account: each reference is replaced by what it stands for, so
 * that tests read {@code arn:aws:s3:::sparkify-lake-123456789012-eu-west-1/pending/*} and not a tree of joins.
 */
final class Deployed {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-west-1";
    static final String LOG_BUCKET = "sparkify-logs-" + ACCOUNT + "-" + REGION;
    static final String LAKE_BUCKET = "sparkify-lake-" + ACCOUNT + "-" + REGION;

    private final JsonNode template;
    private final Map<String, JsonNode> resources = new LinkedHashMap<>();

    Deployed(JsonNode template) {
        this.template = template;
        References references = new References(template);
        template.get("Resources")
                .properties()
                .forEach(entry -> resources.put(entry.getKey(), references.resolve(entry.getValue())));
    }

    JsonNode template() {
        return template;
    }

    /** By logical id. */
    Map<String, JsonNode> resources() {
        return resources;
    }

    /** The properties of each resource of a type, in the template's order. */
    List<JsonNode> all(String type) {
        return resources.values().stream()
                .filter(resource -> resource.get("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    /** The properties of the only resource of a type. */
    JsonNode only(String type) {
        List<JsonNode> all = all(type);
        assertThat(all).as("resources of type %s", type).hasSize(1);
        return all.get(0);
    }

    /** The properties of the resource whose logical id begins so. */
    JsonNode resource(String type, String idPrefix) {
        List<JsonNode> found = resources.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(idPrefix))
                .filter(entry -> entry.getValue().get("Type").asText().equals(type))
                .map(entry -> entry.getValue().path("Properties"))
                .toList();
        assertThat(found).as("%s whose id begins with %s", type, idPrefix).hasSize(1);
        return found.get(0);
    }

    List<Statement> jobStatements() {
        return statements("JobRole");
    }

    List<Statement> launcherStatements() {
        return statements("LauncherLauncherRole");
    }

    private List<Statement> statements(String idPrefix) {
        return StreamSupport.stream(
                        resource("AWS::IAM::Policy", idPrefix)
                                .at("/PolicyDocument/Statement")
                                .spliterator(),
                        false)
                .map(Statement::of)
                .toList();
    }

    ObjectNode outputs() {
        ObjectNode outputs = template.get("Outputs").deepCopy();
        References references = new References(template);
        outputs.properties().forEach(output -> output.setValue(references.resolve(output.getValue())));
        return outputs;
    }
}
