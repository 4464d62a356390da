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
 * The HMAC key by which the job recognises users who were erased. It never leaves KMS, and the job alone may use it: whoever
 * reads the lake's tombstones learns nobody from them.
 */
final class TombstoneKey extends Construct {
    private static final String MAKE = "kms:GenerateMac";

    private final Key own;
    private final String arn;

    TombstoneKey(Construct scope, DeploymentSettings settings, Names names) {
        super(scope, "ErasureKey");
        own = settings.erasureKeyArn().isEmpty()
                ? Key.Builder.create(this, "Key")
                        .description("Tells whom " + names.name() + " has erased")
                        .keySpec(KeySpec.HMAC_256)
                        .keyUsage(KeyUsage.GENERATE_VERIFY_MAC)
                        // Without it nobody who was erased is recognised, and what is loaded again brings them back.
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build()
                : null;
        arn = own == null ? settings.erasureKeyArn() : own.getKeyArn();
    }

    String arn() {
        return arn;
    }

    /** Lets this role use the key, and, if it is the stack's own, nobody else. */
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
                    .conditions(Map.of("ArnNotEquals", Map.of("aws:PrincipalArn", role.getRoleArn())))
                    .build());
        }
    }
}
