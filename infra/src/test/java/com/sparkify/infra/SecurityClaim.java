package com.sparkify.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Something that is true of the template, and a change to it after which it must be found to be false. */
record SecurityClaim(String claim, Consumer<Deployed> check, Consumer<ObjectNode> weakening) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What would be deployed if somebody made the change. */
    Deployed weakened() {
        ObjectNode template = Synth.defaults().template().deepCopy();
        weakening.accept(template);
        return new Deployed(template);
    }

    @Override
    public String toString() {
        return claim;
    }

    /** Sets a property of the resource at a path of constructs, such as {@code LakeStorage/Bucket}. */
    static Consumer<ObjectNode> set(String path, String property, Object value) {
        return setAttribute(path, "Properties." + property, value);
    }

    static Consumer<ObjectNode> delete(String path, String property) {
        return at(path, "Properties." + property, ObjectNode::remove);
    }

    /** Sets what stands beside the properties. */
    static Consumer<ObjectNode> setAttribute(String path, String attribute, Object value) {
        return at(path, attribute, (parent, name) -> parent.set(name, JSON.valueToTree(value)));
    }

    private static Consumer<ObjectNode> at(String path, String attribute, BiConsumer<ObjectNode, String> change) {
        return template -> {
            JsonNode parent = resource(template, path);
            String[] names = attribute.split("\\.");
            for (int i = 0; i < names.length - 1; i++) {
                parent = parent instanceof ArrayNode array
                        ? array.get(Integer.parseInt(names[i]))
                        : parent.get(names[i]);
            }
            change.accept((ObjectNode) parent, names[names.length - 1]);
        };
    }

    /** CDK joins the names of a path, leaves out one with which the name before it ends, and adds a hash. */
    private static JsonNode resource(ObjectNode template, String path) {
        StringBuilder id = new StringBuilder();
        String before = "";
        for (String name : path.split("/")) {
            id.append(before.endsWith(name) ? "" : name);
            before = name;
        }
        return StreamSupport.stream(template.get("Resources").properties().spliterator(), false)
                .filter(resource -> resource.getKey().matches(id + "[0-9A-F]{8}"))
                .map(Map.Entry::getValue)
                .reduce((one, other) -> {
                    throw new AssertionError("Two resources at " + path);
                })
                .orElseThrow(() -> new AssertionError("No resource at " + path));
    }
}
