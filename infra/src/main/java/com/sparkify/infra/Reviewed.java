package com.sparkify.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.IConstruct;

/**
 * Exceptions from the rules of AwsSolutions, NIST 800-53 and PCI DSS: each for one resource and one rule, with its
 * reason, recorded in the template.
 */
final class Reviewed {
    private Reviewed() {}

    static void exception(IConstruct resource, String rule, String reason) {
        suppress(resource, NagPackSuppression.builder().id(rule).reason(reason).build());
    }

    /** Suppresses a rule that NIST 800-53 and PCI DSS share. */
    static void control(IConstruct resource, String rule, String reason) {
        exception(resource, "NIST.800.53.R5-" + rule, reason);
        exception(resource, "PCI.DSS.321-" + rule, reason);
    }

    /** Suppresses a rule about KMS encryption, unless the stack has its own key. */
    static void withoutKey(IConstruct resource, String rule, Keys keys) {
        if (keys.own().isEmpty()) {
            control(
                    resource,
                    rule,
                    "The service encrypts it with keys of its own. Whoever needs a customer's key, at its price, chooses"
                            + " sparkify:createKey=true.");
        }
    }

    static void withoutReplication(IConstruct bucket) {
        control(
                bucket,
                "S3BucketReplicationEnabled",
                "S3 keeps each object in three availability zones. A copy in another region is for the owner of the data"
                        + " to decide and to pay; tables and files can be loaded again from the logs.");
    }

    /**
     * Suppresses findings about wildcards in a role's own policy. The test names each wildcard, so that none is added
     * unnoticed.
     */
    static void wildcards(Role role, String reason) {
        IConstruct policy = role.getNode().findChild("DefaultPolicy");
        exception(policy, "AwsSolutions-IAM5", reason);
        control(
                policy,
                "IAMNoInlinePolicy",
                "The policy is for this role alone and goes with it: what the role may do is read in one place, and nobody"
                        + " can attach it elsewhere.");
    }

    private static void suppress(IConstruct resource, NagPackSuppression suppression) {
        IConstruct target =
                resource instanceof CfnResource ? resource : resource.getNode().getDefaultChild();
        NagSuppressions.addResourceSuppressions(target, List.of(suppression));
    }
}
