package com.sparkify.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What CloudFormation does with references, as far as this stack uses them; anything else is an error. */
record References(JsonNode template) {
    private static final Map<String, String> PSEUDO = Map.of(
            "AWS::AccountId", Deployed.ACCOUNT,
            "AWS::Region", Deployed.REGION,
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com",
            "AWS::StackName", "sparkify");

    JsonNode resolve(JsonNode node) {
        if (node.isArray()) {
            ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> resolved.add(resolve(element)));
            return resolved;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return function(only.getKey(), only.getValue());
            }
        }
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(entry -> resolved.set(entry.getKey(), resolve(entry.getValue())));
        return resolved;
    }

    private JsonNode function(String name, JsonNode argument) {
        return switch (name) {
            case "Ref" -> TextNode.valueOf(reference(argument.asText()));
            case "Fn::GetAtt" ->
                TextNode.valueOf(
                        attribute(argument.get(0).asText(), argument.get(1).asText()));
            case "Fn::Sub" -> TextNode.valueOf(substitute(argument.asText()));
            case "Fn::Join" ->
                TextNode.valueOf(StreamSupport.stream(argument.get(1).spliterator(), false)
                        .map(part -> resolve(part).asText())
                        .collect(Collectors.joining(argument.get(0).asText())));
            case "Fn::Split" -> split(argument);
            case "Fn::Select" -> resolve(argument.get(1)).get(argument.get(0).asInt());
            default -> throw new IllegalArgumentException("Not resolved here: " + name + " " + argument);
        };
    }

    private JsonNode split(JsonNode argument) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        String text = resolve(argument.get(1)).asText();
        for (String part : text.split(Pattern.quote(argument.get(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private String substitute(String text) {
        return Pattern.compile("\\$\\{([^}]+)}").matcher(text).replaceAll(match -> PSEUDO.get(match.group(1)));
    }

    private String reference(String id) {
        if (PSEUDO.containsKey(id)) {
            return PSEUDO.get(id);
        }
        JsonNode resource = template.get("Resources").path(id);
        return switch (resource.path("Type").asText()) {
            case "AWS::SNS::Topic", "AWS::Lambda::Alias" -> attribute(id, "Arn");
            case "AWS::SQS::Queue" ->
                "https://sqs.%s.amazonaws.com/%s/%s".formatted(Deployed.REGION, Deployed.ACCOUNT, name(id));
            default -> name(id);
        };
    }

    private String attribute(String id, String attribute) {
        String type = template.get("Resources").path(id).path("Type").asText();
        if (!attribute.equals("Arn") && !attribute.equals("TopicArn")) {
            return switch (attribute) {
                case "ApplicationId" -> "00fabc1234567890";
                case "QueueName" -> name(id);
                default -> id + "." + attribute;
            };
        }
        return switch (type) {
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name(id);
            case "AWS::IAM::Role" -> "arn:aws:iam::" + Deployed.ACCOUNT + ":role/" + id;
            case "AWS::SQS::Queue" -> arn("sqs", name(id));
            case "AWS::SNS::Topic" -> arn("sns", name(id));
            case "AWS::KMS::Key" -> arn("kms", "key/" + id);
            case "AWS::Events::Rule" -> arn("events", "rule/" + name(id));
            case "AWS::Lambda::Alias" -> arn("lambda", "function:sparkify-launcher:live");
            case "AWS::EMRServerless::Application" -> arn("emr-serverless", "/applications/00fabc1234567890");
            default -> arn(type, id);
        };
    }

    private static String arn(String service, String resource) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, Deployed.REGION, Deployed.ACCOUNT, resource);
    }

    /** The physical name that the template gives, else the logical id. */
    private String name(String id) {
        JsonNode properties = template.get("Resources").path(id).path("Properties");
        for (String property :
                new String[] {"BucketName", "QueueName", "TopicName", "FunctionName", "Name", "LogGroupName"}) {
            if (properties.has(property)) {
                return resolve(properties.get(property)).asText();
            }
        }
        return id;
    }
}
