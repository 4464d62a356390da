package com.sparkify.local.emr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A validated StartJobRun request.
 *
 * @param name null if the request has none
 * @param sparkSubmitParameters null if the request has none
 */
public record JobRequest(
        String clientToken,
        String executionRoleArn,
        String name,
        String entryPoint,
        List<String> entryPointArguments,
        String sparkSubmitParameters,
        Map<String, String> tags,
        long executionTimeoutMinutes,
        int maxAttempts) {

    public JobRequest {
        Limits.CLIENT_TOKEN.require(clientToken);
        Limits.EXECUTION_ROLE.require(executionRoleArn);
        Limits.NAME.allow(name);
        Limits.ENTRY_POINT.require(entryPoint);
        entryPointArguments = List.copyOf(entryPointArguments);
        Limits.requireRange(
                "entryPointArguments size", entryPointArguments.size(), 0, Limits.MAX_ENTRY_POINT_ARGUMENTS);
        entryPointArguments.forEach(Limits.ENTRY_POINT_ARGUMENT::require);
        Limits.SPARK_SUBMIT_PARAMETERS.allow(sparkSubmitParameters);
        tags = Map.copyOf(tags);
        Limits.requireRange("tags size", tags.size(), 0, Limits.MAX_TAGS);
        tags.keySet().forEach(Limits.TAG_KEY::require);
        tags.values().forEach(Limits.TAG_VALUE::require);
        Limits.requireRange("executionTimeoutMinutes", executionTimeoutMinutes, 1, Limits.MAX_TIMEOUT_MINUTES);
        Limits.requireRange("retryPolicy.maxAttempts", maxAttempts, 1, Limits.MAX_ATTEMPTS);
    }

    static JobRequest from(JsonNode body) {
        if (!body.isObject()) {
            throw ServiceError.validation("The request body is no JSON object");
        }
        JsonNode driver = body.path("jobDriver").path("sparkSubmit");
        if (driver.isMissingNode()) {
            throw ServiceError.validation("jobDriver.sparkSubmit is required: the application runs Spark");
        }
        return new JobRequest(
                text(body, "clientToken"),
                text(body, "executionRoleArn"),
                text(body, "name"),
                text(driver, "entryPoint"),
                texts(driver.path("entryPointArguments")),
                text(driver, "sparkSubmitParameters"),
                textMap(body.path("tags")),
                body.path("executionTimeoutMinutes").asLong(Limits.DEFAULT_TIMEOUT_MINUTES),
                body.path("retryPolicy").path("maxAttempts").asInt(1));
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private static Map<String, String> textMap(JsonNode object) {
        var map = new TreeMap<String, String>();
        object.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}
