package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.constructs.Construct;

/**
 * Invocations of the launcher besides announcements: the nudge, the periodic sweep, and a follow-up at the end of each
 * run, which may leave work.
 */
final class Schedules extends Construct {
    private static final Map<String, ?> NUDGE = Map.of("nudge", Map.of());

    Schedules(
            Construct scope,
            DeploymentSettings settings,
            Names names,
            LauncherFunction launcher,
            SparkApplication application) {
        super(scope, "Schedules");
        schedule(
                "Nudge",
                names.of("nudge"),
                "Starts a run for pending work that no run will load",
                "rate(5 minutes)",
                NUDGE,
                launcher,
                // No retry: the next nudge is five minutes away.
                0);
        schedule(
                "Sweep",
                names.of("sweep"),
                "Loads objects under the input prefixes that were never announced",
                settings.sweepSchedule(),
                Map.of("sweep", Map.of()),
                launcher,
                12);
        followUp(names, launcher, application);
    }

    /** Delivery is best effort: the next nudge makes up for a lost event. */
    private void followUp(Names names, LauncherFunction launcher, SparkApplication application) {
        Rule.Builder.create(this, "FollowUp")
                .ruleName(names.of("follow-up"))
                .description("Starts a run at once if a successful run left work")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.emr-serverless"))
                        .detailType(List.of("EMR Serverless Job Run State Change"))
                        .detail(new TreeMap<>(
                                Map.of("applicationId", List.of(application.id()), "state", List.of("SUCCESS"))))
                        .build())
                .targets(List.of(call(launcher, NUDGE, 0)))
                .build();
    }

    private void schedule(
            String id,
            String name,
            String description,
            String expression,
            Map<String, ?> request,
            LauncherFunction launcher,
            int retries) {
        Rule.Builder.create(this, id)
                .ruleName(name)
                .description(description)
                .schedule(Schedule.expression(expression))
                .targets(List.of(call(launcher, request, retries)))
                .build();
    }

    private static LambdaFunction call(LauncherFunction launcher, Map<String, ?> request, int retries) {
        return LambdaFunction.Builder.create(launcher.alias())
                .event(RuleTargetInput.fromObject(request))
                .retryAttempts(retries)
                .build();
    }
}
