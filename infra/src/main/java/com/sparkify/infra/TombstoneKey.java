package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.kms.KeySpec;
import software.amazon.awscdk.services.kms.KeyUsage;
import software.constructs.Construct;

/**
 * The HMAC key by which the job identifies erased users. It never leaves KMS and only the job may use it, so the lake's
 * tombstones disclose no user to its readers. It outlives the stack, so its policy names the job roles of all
 * deployments under the stack's name: the role of a later deployment has another generated suffix.
 */
final class TombstoneKey extends Construct {
    private static final String MAKE = "kms:GenerateMac";

    private final Names names;
    private final Key own;
    private final String arn;

    TombstoneKey(Construct scope, DeploymentSettings settings, Names names) {
        super(scope, "ErasureKey");
        this.names = names;
        own = settings.erasureKeyArn().isEmpty()
                ? Key.Builder.create(this, "Key")
                        .description("Tells whom " + names.name() + " has erased")
                        .keySpec(KeySpec.HMAC_256)
                        .keyUsage(KeyUsage.GENERATE_VERIFY_MAC)
                        // Without the key erased users cannot be identified, and later loads would restore them.
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build()
                : null;
        arn = own == null ? settings.erasureKeyArn() : own.getKeyArn();
    }

    String arn() {
        return arn;
    }

    /** Grants this role use of the key and, if the key belongs to the stack, denies all but the stack's job roles. */
    void letOnly(Role role) {
        role.addToPolicy(PolicyStatements.allow(
                "RecogniseErasedUsers",
                List.of(MAKE),
                List.of(arn),
                Map.of("StringEquals", Map.of("kms:MacAlgorithm", "HMAC_SHA_256"))));
        if (own != null) {
            own.addToResourcePolicy(PolicyStatement.Builder.create()
                    .sid("RefuseAllButTheJob")
                    .effect(Effect.DENY)
                    .principals(List.of(new AnyPrincipal()))
                    .actions(List.of(MAKE, "kms:VerifyMac"))
                    .resources(List.of("*"))
                    .conditions(Map.of("ArnNotLike", Map.of("aws:PrincipalArn", names.roleArns(JobRole.ID))))
                    .build());
        }
    }
}
