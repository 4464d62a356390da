package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.amazon.awscdk.services.logs.ResourcePolicy;
import software.constructs.Construct;

/**
 * Results of runs: EventBridge writes EMR Serverless's state changes to a log group, and filters count them as
 * {@code RunsFailed} and {@code RunsSucceeded}. Delivery is best effort, so an alarm also watches the age of the oldest
 * pending manifest.
 */
final class RunEvents extends Construct {

    RunEvents(Construct scope, DeploymentSettings settings, Names names, Keys keys, SparkApplication application) {
        super(scope, "RunEvents");
        // EventBridge writes only to log groups below this name.
        LogGroup group = LogGroups.create(this, "Group", "/aws/events/" + names.of("runs"), settings, keys);
        CfnRule rule = CfnRule.Builder.create(this, "RunEnded")
                .name(names.of("run-ended"))
                .description("Ended runs of this application")
                .eventPattern(new TreeMap<>(Map.of(
                        "source", List.of("aws.emr-serverless"),
                        "detail-type", List.of("EMR Serverless Job Run State Change"),
                        "detail",
                                new TreeMap<>(Map.of(
                                        "applicationId", List.of(application.id()),
                                        "state", List.of("SUCCESS", "FAILED", "CANCELLED"))))))
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("Log")
                        .arn(names.arn("logs", "log-group:/aws/events/" + names.of("runs")))
                        .build()))
                .build();
        admit(names, group, rule);
        count(group, "RunsSucceeded", "SUCCESS");
        count(group, "RunsFailed", "FAILED");
        count(group, "RunsCancelled", "CANCELLED");
    }

    private void admit(Names names, LogGroup group, CfnRule rule) {
        ResourcePolicy policy = ResourcePolicy.Builder.create(this, "AdmitEvents")
                .resourcePolicyName(names.of("run-events"))
                .policyStatements(List.of(PolicyStatement.Builder.create()
                        .sid("AdmitEventsOfRuns")
                        .effect(Effect.ALLOW)
                        .principals(List.of(
                                new ServicePrincipal("events.amazonaws.com"),
                                new ServicePrincipal("delivery.logs.amazonaws.com")))
                        .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                        .resources(List.of(names.logStreamsArn("/aws/events/" + names.of("runs"))))
                        .build()))
                .build();
        policy.getNode().addDependency(group);
        rule.getNode().addDependency(policy);
    }

    private void count(LogGroup group, String metric, String state) {
        MetricFilter.Builder.create(this, metric)
                .logGroup(group)
                .metricNamespace(Measures.NAMESPACE)
                .metricName(metric)
                .filterPattern(FilterPattern.stringValue("$.detail.state", "=", state))
                .metricValue("1")
                .build();
    }
}
