package com.sparkify.local.smoke;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.emrserverless.model.Application;
import software.amazon.awssdk.services.emrserverless.model.ApplicationState;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class DeploymentChecksTest {

    private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:sparkify-announcements";
    private static final Map<QueueAttributeName, String> ADMITS_S3 = Map.of(
            QueueAttributeName.QUEUE_ARN,
            QUEUE,
            QueueAttributeName.POLICY,
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"s3.amazonaws.com\"}}]}");

    @Test
    void aBucketThatTellsTheStacksQueueOrEventBridgeAnnounces() {
        var nothing = GetBucketNotificationConfigurationResponse.builder().build();
        assertThatThrownBy(() -> DeploymentChecks.requireAnnouncing(nothing, ADMITS_S3))
                .hasMessageContaining("EventBridge is off");
        var eventBridge = GetBucketNotificationConfigurationResponse.builder()
                .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
                .build();
        assertThatCode(() ->
                        DeploymentChecks.requireAnnouncing(eventBridge, Map.of(QueueAttributeName.QUEUE_ARN, QUEUE)))
                .doesNotThrowAnyException();
        assertThatCode(() -> DeploymentChecks.requireAnnouncing(notifying(QUEUE), ADMITS_S3))
                .doesNotThrowAnyException();
        assertThatCode(() -> DeploymentChecks.requireAnnouncing(notifying(QUEUE + "-other", QUEUE), ADMITS_S3))
                .doesNotThrowAnyException();
    }

    @Test
    void aBucketThatTellsAnotherQueueDoesNotAnnounce() {
        String foreign = "arn:aws:sqs:eu-west-1:123456789012:old-announcements";
        assertThatThrownBy(() -> DeploymentChecks.requireAnnouncing(notifying(foreign), ADMITS_S3))
                .hasMessage("EventBridge is off, and " + QUEUE + " is not notified, only [" + foreign
                        + "]: S3 console, Properties, Amazon EventBridge, On");
    }

    /** The bucket of a deleted stack still tells the queue of that name, which in the new stack admits EventBridge. */
    @Test
    void aQueueThatDoesNotAdmitS3HearsNothing() {
        var admitsEventBridge = Map.of(
                QueueAttributeName.QUEUE_ARN,
                QUEUE,
                QueueAttributeName.POLICY,
                ADMITS_S3.get(QueueAttributeName.POLICY).replace("s3.", "events."));
        assertThatThrownBy(() -> DeploymentChecks.requireAnnouncing(notifying(QUEUE), admitsEventBridge))
                .hasMessageContaining("does not admit S3")
                .hasMessageContaining("delete the event notification");
        assertThatThrownBy(() -> DeploymentChecks.requireAnnouncing(
                        notifying(QUEUE), Map.of(QueueAttributeName.QUEUE_ARN, QUEUE)))
                .hasMessageContaining("does not admit S3");
    }

    private static GetBucketNotificationConfigurationResponse notifying(String... queueArns) {
        return GetBucketNotificationConfigurationResponse.builder()
                .queueConfigurations(Stream.of(queueArns)
                        .map(arn -> QueueConfiguration.builder().queueArn(arn).build())
                        .toList())
                .build();
    }

    @Test
    void aMappingThatIsOffReadsNothing() {
        var off = EventSourceMappingConfiguration.builder().state("Disabled").build();
        var on = EventSourceMappingConfiguration.builder().state("Enabled").build();
        assertThatThrownBy(() -> DeploymentChecks.requireEnabled(List.of(off)))
                .hasMessageContaining("no event source mapping is Enabled");
        assertThatCode(() -> DeploymentChecks.requireEnabled(List.of(off, on))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"emr-7.12.0", "emr-spark-8.0.0", "emr-spark-9.0.0"})
    void releasesOnWhichTheJobDoesNotRunAreRefused(String label) {
        assertThatThrownBy(() -> DeploymentChecks.requireRunnable(application(label)))
                .hasMessageContaining("'" + label + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"emr-spark-8.1.0", "emr-spark-8.2.1", "emr-spark-8.10.0"})
    void laterReleasesOfTheLineAreTaken(String label) {
        assertThatCode(() -> DeploymentChecks.requireRunnable(application(label)))
                .doesNotThrowAnyException();
    }

    @Test
    void theRoleMustTrustEmrServerless() {
        assertThatThrownBy(() -> DeploymentChecks.requireAssumable("%7B%22Service%22%3A%22lambda.amazonaws.com%22%7D"))
                .hasMessageContaining("trust policy");
        assertThatCode(() ->
                        DeploymentChecks.requireAssumable("%7B%22Service%22%3A%22emr-serverless.amazonaws.com%22%7D"))
                .doesNotThrowAnyException();
    }

    @Test
    void aRunMustFitIntoTheQuota() {
        assertThatThrownBy(() -> DeploymentChecks.requireWithinQuota("32 vCPU", 16))
                .hasMessageStartingWith("a run takes up to 32 vCPU, and the quota is 16: raise L-D05C8A75");
        assertThatThrownBy(() -> DeploymentChecks.requireWithinQuota("many", 16))
                .hasMessageContaining("'many'");
        assertThatCode(() -> DeploymentChecks.requireWithinQuota("16vCPU", 16)).doesNotThrowAnyException();
        assertThatCode(() -> DeploymentChecks.requireWithinQuota("8", 16)).doesNotThrowAnyException();
    }

    private static Application application(String label) {
        return Application.builder()
                .releaseLabel(label)
                .state(ApplicationState.STOPPED)
                .maximumCapacity(capacity -> capacity.cpu("8 vCPU").memory("60 GB"))
                .build();
    }
}
