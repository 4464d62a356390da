package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** The topic that receives all alarms. */
final class AlarmTopic extends Construct {
    private final Topic topic;

    AlarmTopic(Construct scope, DeploymentSettings settings, Names names, Keys keys) {
        super(scope, "AlarmTopic");
        Topic.Builder builder = Topic.Builder.create(this, "Topic")
                .topicName(names.of("alarms"))
                .enforceSsl(true);
        keys.own().ifPresent(builder::masterKey);
        topic = builder.build();
        Reviewed.withoutKey(topic, "SNSEncryptedKMS", keys);
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("AdmitOwnAlarms")
                .effect(Effect.ALLOW)
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", names.account())))
                .build());
        if (!settings.alarmEmail().isEmpty()) {
            topic.addSubscription(new EmailSubscription(settings.alarmEmail()));
        }
    }

    ITopic topic() {
        return topic;
    }
}
