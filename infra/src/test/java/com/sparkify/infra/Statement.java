package com.sparkify.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A statement of a policy that allows something, as IAM would read it. */
record Statement(String purpose, List<String> actions, List<String> resources, JsonNode conditions) {

    static Statement of(JsonNode node) {
        if (!node.path("Effect").asText().equals("Allow")) {
            throw new IllegalArgumentException("Only statements that allow are expected here: " + node);
        }
        return new Statement(
                node.path("Sid").asText(),
                texts(node.get("Action")),
                texts(node.get("Resource")),
                node.path("Condition"));
    }

    boolean allows(String action, String resource) {
        return actions.stream().anyMatch(pattern -> matches(pattern, action))
                && resources.stream().anyMatch(pattern -> matches(pattern, resource));
    }

    /** Its actions, each with its resources, as far as they are a service's. */
    Stream<String> grants(String service) {
        return actions.stream()
                .filter(action -> action.startsWith(service + ":"))
                .flatMap(action -> resources.stream().map(resource -> action + " " + resource));
    }

    /** {@code *} is any text, {@code ?} any character, all else is itself. */
    static boolean matches(String pattern, String text) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(node.asText());
    }
}
