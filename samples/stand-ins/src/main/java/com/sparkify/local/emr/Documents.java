package com.sparkify.local.emr;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** JSON documents of the service's responses; times are fractional seconds since 1970. */
final class Documents {

    static final String RELEASE_LABEL = "emr-spark-8.1.0";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CREATED_BY = "arn:aws:iam::000000000000:user/local";

    private Documents() {}

    static ObjectNode identifiers(JobRun run) {
        return JSON.createObjectNode().put("applicationId", run.applicationId()).put("jobRunId", run.id());
    }

    static ObjectNode started(JobRun run) {
        return identifiers(run).put("arn", run.arn());
    }

    static ObjectNode jobRun(JobRun run) {
        ObjectNode document = common(run).put("jobRunId", run.id());
        JobRequest request = run.request();
        ObjectNode submit = document.putObject("jobDriver").putObject("sparkSubmit");
        submit.put("entryPoint", request.entryPoint());
        var arguments = submit.putArray("entryPointArguments");
        request.entryPointArguments().forEach(arguments::add);
        if (request.sparkSubmitParameters() != null) {
            submit.put("sparkSubmitParameters", request.sparkSubmitParameters());
        }
        ObjectNode tags = document.putObject("tags");
        request.tags().forEach(tags::put);
        document.put("executionTimeoutMinutes", request.executionTimeoutMinutes());
        document.putObject("retryPolicy").put("maxAttempts", request.maxAttempts());
        if (run.startedAt() != null) {
            document.put("startedAt", seconds(run.startedAt()));
        }
        if (run.endedAt() != null) {
            document.put("endedAt", seconds(run.endedAt()));
            Instant start = run.startedAt() == null ? run.endedAt() : run.startedAt();
            document.put(
                    "totalExecutionDurationSeconds",
                    Duration.between(start, run.endedAt()).toSeconds());
        }
        return JSON.createObjectNode().set("jobRun", document);
    }

    static ObjectNode page(List<JobRun> runs, String nextToken) {
        ObjectNode page = JSON.createObjectNode();
        var array = page.putArray("jobRuns");
        runs.forEach(run -> array.add(common(run).put("id", run.id()).put("type", "SPARK")));
        if (nextToken != null) {
            page.put("nextToken", nextToken);
        }
        return page;
    }

    static ObjectNode application(String applicationId, Instant createdAt) {
        ObjectNode application = JSON.createObjectNode()
                .put("applicationId", applicationId)
                .put("name", "sparkify")
                .put("arn", "arn:aws:emr-serverless:us-east-1:000000000000:/applications/" + applicationId)
                .put("releaseLabel", RELEASE_LABEL)
                .put("type", "Spark")
                .put("state", "STARTED")
                .put("architecture", "X86_64")
                .put("createdAt", seconds(createdAt))
                .put("updatedAt", seconds(createdAt));
        application.putObject("schedulerConfiguration").put("maxConcurrentRuns", 1);
        application.putObject("autoStartConfiguration").put("enabled", true);
        return JSON.createObjectNode().set("application", application);
    }

    static ObjectNode error(String message) {
        return JSON.createObjectNode().put("message", message);
    }

    private static ObjectNode common(JobRun run) {
        ObjectNode document = JSON.createObjectNode()
                .put("applicationId", run.applicationId())
                .put("arn", run.arn())
                .put("createdBy", CREATED_BY)
                .put("createdAt", seconds(run.createdAt()))
                .put("updatedAt", seconds(run.updatedAt()))
                .put("executionRole", run.request().executionRoleArn())
                .put("state", run.state().name())
                .put("stateDetails", run.stateDetails())
                .put("releaseLabel", RELEASE_LABEL)
                .put("mode", "BATCH")
                .put("attempt", run.attempt());
        if (run.request().name() != null) {
            document.put("name", run.request().name());
        }
        return document;
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
