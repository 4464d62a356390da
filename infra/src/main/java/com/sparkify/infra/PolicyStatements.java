package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Creates policy statements from purpose, actions and resources. */
final class PolicyStatements {
    private PolicyStatements() {}

    static PolicyStatement allow(String purpose, List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(purpose)
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(resources)
                .build();
    }

    static PolicyStatement allow(
            String purpose, List<String> actions, List<String> resources, Map<String, Map<String, String>> conditions) {
        return PolicyStatement.Builder.create()
                .sid(purpose)
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(resources)
                .conditions(conditions)
                .build();
    }
}
