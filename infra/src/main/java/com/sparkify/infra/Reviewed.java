package com.sparkify.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.IConstruct;

/** Exceptions from the AwsSolutions rules: each for one resource and one rule, with its reason, kept in the template. */
final class Reviewed {
    private Reviewed() {}

    static void exception(IConstruct resource, String rule, String reason) {
        suppress(resource, NagPackSuppression.builder().id(rule).reason(reason).build());
    }

    /** The wildcards in a role's own policy. The test names each of them, so another one does not slip in here. */
    static void wildcards(Role role, String reason) {
        exception(role.getNode().findChild("DefaultPolicy"), "AwsSolutions-IAM5", reason);
    }

    private static void suppress(IConstruct resource, NagPackSuppression suppression) {
        IConstruct target =
                resource instanceof CfnResource ? resource : resource.getNode().getDefaultChild();
        NagSuppressions.addResourceSuppressions(target, List.of(suppression));
    }
}
