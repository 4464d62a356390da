package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.constructs.Construct;

/** The launcher's clock: it looks after pending work, and now and then for what was never announced. */
final class Schedules extends Construct {

    Schedules(Construct scope, Settings settings, Names names, Launcher launcher) {
        super(scope, "Schedules");
        schedule(
                "Nudge",
                names.of("nudge"),
                "Starts a run for pending work that no run takes care of",
                "rate(5 minutes)",
                Map.of("nudge", Map.of()),
                launcher,
                // The next nudge is five minutes away: a missed one is not worth another try.
                0);
        schedule(
                "Sweep",
                names.of("sweep"),
                "Loads what lies under the input prefixes and was never announced",
                settings.sweepSchedule(),
                Map.of("sweep", Map.of()),
                launcher,
                12);
    }

    private void schedule(
            String id,
            String name,
            String description,
            String expression,
            Map<String, ?> request,
            Launcher launcher,
            int retries) {
        Rule.Builder.create(this, id)
                .ruleName(name)
                .description(description)
                .schedule(Schedule.expression(expression))
                .targets(List.of(LambdaFunction.Builder.create(launcher.alias())
                        .event(RuleTargetInput.fromObject(request))
                        .retryAttempts(retries)
                        .build()))
                .build();
    }
}
