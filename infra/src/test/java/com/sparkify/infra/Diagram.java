package com.sparkify.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The template as a Mermaid flow chart: who tells, starts, reads and writes whom, by the template's own references. */
final class Diagram {
    private static final Map<String, String> KINDS = Map.of(
            "AWS::S3::Bucket", "S3 bucket",
            "AWS::SQS::Queue", "SQS queue",
            "AWS::Lambda::Alias", "Lambda function",
            "AWS::EMRServerless::Application", "EMR Serverless application",
            "AWS::Glue::Database", "Glue database",
            "AWS::Events::Rule", "EventBridge rule",
            "AWS::Logs::LogGroup", "Log group",
            "AWS::SNS::Topic", "SNS topic",
            "AWS::CloudWatch::Dashboard", "Dashboard");

    private final Deployed deployed;
    /** Node by what its ARN ends with. */
    private final Map<String, String> nodes = new LinkedHashMap<>();

    private final Set<String> lines = new LinkedHashSet<>();

    private Diagram(Deployed deployed) {
        this.deployed = deployed;
    }

    static String of(Deployed deployed) {
        Diagram diagram = new Diagram(deployed);
        diagram.nodes();
        diagram.announcements();
        diagram.runs();
        diagram.alarms();
        return diagram.lines.stream().collect(Collectors.joining("\n", "flowchart LR\n", "\n"));
    }

    private void nodes() {
        deployed.resources().forEach((id, resource) -> {
            String type = resource.get("Type").asText();
            if (KINDS.containsKey(type)) {
                String name = name(type, resource.get("Properties"));
                String node = type.replaceAll(".*::", "") + nodes.size();
                nodes.put(name, node);
                lines.add("  %s[\"%s<br/>%s\"]".formatted(node, KINDS.get(type), shown(name)));
            }
        });
    }

    private void announcements() {
        for (JsonNode bucket : deployed.all("AWS::S3::Bucket")) {
            String from = bucket.get("BucketName").asText();
            bucket.at("/NotificationConfiguration/QueueConfigurations")
                    .forEach(told -> edge(
                            from,
                            last(told.get("Queue").asText()),
                            "new objects under "
                                    + told.at("/Filter/S3Key/Rules/0/Value").asText()));
            if (bucket.has("LoggingConfiguration")) {
                edge(
                        from,
                        bucket.at("/LoggingConfiguration/DestinationBucketName").asText(),
                        "access log");
            }
        }
        for (JsonNode queue : deployed.all("AWS::SQS::Queue")) {
            if (queue.has("RedrivePolicy")) {
                edge(
                        queue.get("QueueName").asText(),
                        last(queue.at("/RedrivePolicy/deadLetterTargetArn").asText()),
                        "after " + queue.at("/RedrivePolicy/maxReceiveCount").asText() + " tries");
            }
        }
        for (JsonNode mapping : deployed.all("AWS::Lambda::EventSourceMapping")) {
            edge(
                    last(mapping.get("EventSourceArn").asText()),
                    "live",
                    "up to %s messages or %s s"
                            .formatted(
                                    mapping.get("BatchSize").asText(),
                                    mapping.get("MaximumBatchingWindowInSeconds")
                                            .asText()));
        }
        for (JsonNode rule : deployed.all("AWS::Events::Rule")) {
            rule.get("Targets")
                    .forEach(target -> edge(
                            rule.get("Name").asText(),
                            last(target.get("Arn").asText()),
                            rule.has("ScheduleExpression")
                                    ? rule.get("ScheduleExpression").asText()
                                    : "run ended"));
            if (rule.at("/EventPattern/detail").has("applicationId")) {
                edge(application(), rule.get("Name").asText(), "state change");
            }
        }
    }

    private void runs() {
        deployed.launcherStatements().stream()
                .filter(statement -> statement.actions().contains("emr-serverless:StartJobRun"))
                .forEach(statement -> edge("live", application(), "starts and lists runs"));
        objects("live", deployed.launcherStatements());
        objects(application(), deployed.jobStatements());
        for (JsonNode database : deployed.all("AWS::Glue::Database")) {
            edge(application(), database.at("/DatabaseInput/Name").asText(), "tables");
        }
        edge(
                application(),
                deployed.only("AWS::EMRServerless::Application")
                        .at("/MonitoringConfiguration/CloudWatchLoggingConfiguration/LogGroupName")
                        .asText(),
                "driver logs");
        edge(
                "live",
                deployed.only("AWS::Lambda::Function")
                        .at("/LoggingConfig/LogGroup")
                        .asText(),
                "logs, metrics");
    }

    private void objects(String who, List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement.actions().stream().anyMatch(action -> action.matches("s3:(Get|Put|Delete)Object"))) {
                for (String resource : statement.resources()) {
                    String bucket = resource.replaceAll("arn:aws:s3:::|/.*", "");
                    String verbs = statement.actions().stream()
                            .filter(action -> action.endsWith("Object"))
                            .map(action -> action.replaceAll("s3:|Object", "").toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
                    edge(who, bucket, verbs + " " + resource.replaceFirst(".*?/", ""));
                }
            }
        }
    }

    private void alarms() {
        lines.add("  Alarms[\"CloudWatch<br/>%d alarms\"]"
                .formatted(deployed.all("AWS::CloudWatch::Alarm").size()));
        for (JsonNode filter : deployed.all("AWS::Logs::MetricFilter")) {
            lines.add("  %s -->|%s| Alarms"
                    .formatted(
                            nodes.get(filter.get("LogGroupName").asText()),
                            filter.at("/MetricTransformations/0/MetricName").asText()));
        }
        lines.add("  Alarms --> "
                + nodes.get(deployed.only("AWS::SNS::Topic").get("TopicName").asText()));
    }

    private void edge(String from, String to, String label) {
        if (nodes.containsKey(from) && nodes.containsKey(to)) {
            lines.add("  %s -->|\"%s\"| %s".formatted(nodes.get(from), label, nodes.get(to)));
        }
    }

    private String application() {
        return deployed.only("AWS::EMRServerless::Application").get("Name").asText();
    }

    private static String last(String arn) {
        return arn.replaceAll(".*:", "");
    }

    private static String shown(String name) {
        return name.equals("live") ? "sparkify-launcher:live" : generic(name);
    }

    static String generic(String text) {
        return text.replace("00fabc1234567890", "APPLICATION")
                .replace(Deployed.ACCOUNT, "ACCOUNT")
                .replace(Deployed.REGION, "REGION");
    }

    private static String name(String type, JsonNode properties) {
        return switch (type) {
            case "AWS::Glue::Database" -> properties.at("/DatabaseInput/Name").asText();
            case "AWS::CloudWatch::Dashboard" -> properties.get("DashboardName").asText() + " dashboard";
            default ->
                List.of("BucketName", "QueueName", "TopicName", "LogGroupName", "Name").stream()
                        .filter(properties::has)
                        .map(property -> properties.get(property).asText())
                        .findFirst()
                        .orElseThrow();
        };
    }
}
