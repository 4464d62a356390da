package com.sparkify.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * KMS keys of the buckets: those of existing buckets and, if configured, one of the stack that encrypts buckets,
 * queues, log groups and alarms.
 */
final class Keys extends Construct {
    private final Names names;
    private final Optional<IKey> own;
    private final List<String> arns;

    Keys(Construct scope, DeploymentSettings settings, Names names) {
        super(scope, "Keys");
        this.names = names;
        own = settings.createKey() ? Optional.of(key()) : Optional.empty();
        arns = new ArrayList<>(settings.kmsKeyArns());
        own.map(IKey::getKeyArn).ifPresent(arns::add);
    }

    Optional<IKey> own() {
        return own;
    }

    /** Grants use of the keys through S3 only. */
    void letUse(Role role) {
        if (!arns.isEmpty()) {
            role.addToPolicy(PolicyStatements.allow(
                    "UseKeysOfBuckets",
                    List.of("kms:Decrypt", "kms:GenerateDataKey"),
                    arns,
                    Map.of("StringEquals", Map.of("kms:ViaService", names.endpoint("s3")))));
        }
    }

    private IKey key() {
        Key key = Key.Builder.create(this, "Key")
                .description("Encrypts what " + names.name() + " keeps")
                .enableKeyRotation(true)
                // The data that it encrypted outlives the stack and would be lost without it.
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        // S3 and EventBridge send messages to the queues, CloudWatch to the topic.
        for (String service : List.of("s3", "events", "cloudwatch")) {
            key.addToResourcePolicy(admit(
                    "Admit-" + service,
                    service + ".amazonaws.com",
                    List.of("kms:Decrypt", "kms:GenerateDataKey"),
                    Map.of("StringEquals", Map.of("aws:SourceAccount", names.account()))));
        }
        key.addToResourcePolicy(admit(
                "Admit-logs",
                names.endpoint("logs"),
                List.of("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"),
                Map.of(
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                names.arn("logs", "log-group:*" + names.name() + "*")))));
        return key;
    }

    private static PolicyStatement admit(
            String purpose, String service, List<String> actions, Map<String, Map<String, String>> conditions) {
        return PolicyStatement.Builder.create()
                .sid(purpose.replace("-", ""))
                .effect(Effect.ALLOW)
                .principals(List.of(new ServicePrincipal(service)))
                .actions(actions)
                .resources(List.of("*"))
                .conditions(conditions)
                .build();
    }
}
