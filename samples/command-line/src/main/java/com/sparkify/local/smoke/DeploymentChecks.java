package com.sparkify.local.smoke;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emrserverless.model.Application;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Read-only checks of a deployment, before anything is put. */
public final class DeploymentChecks {
    private static final Pattern RELEASE = Pattern.compile("emr-spark-8\\.(\\d+)\\.\\d+");

    private static final String S3 = "s3.amazonaws.com";
    private static final Pattern VCPU = Pattern.compile("(\\d+(?:\\.\\d+)?)(?: ?vCPU)?", Pattern.CASE_INSENSITIVE);

    private final SmokeTarget target;
    private final IamClient iam;
    private final VcpuQuota quota;
    private final Consumer<String> steps;

    /** @param steps receives a line for each successful check */
    public DeploymentChecks(SmokeTarget target, IamClient iam, VcpuQuota quota, Consumer<String> steps) {
        this.target = target;
        this.iam = iam;
        this.quota = quota;
        this.steps = steps;
    }

    /** @throws SmokeFailure if a check fails */
    public void run() throws SmokeFailure {
        check(
                "the lake's bucket responds",
                () -> target.clients()
                        .s3()
                        .listObjectsV2(list -> list.bucket(target.places().lakeBucket())
                                .prefix(target.places().lakeKey("pending/"))
                                .maxKeys(1)));
        check("the queue responds", () -> new AnnouncementProgress(target, "none").look());
        check(
                "the log bucket announces objects",
                () -> requireAnnouncing(
                        target.clients()
                                .s3()
                                .getBucketNotificationConfiguration(
                                        get -> get.bucket(target.places().inputBucket())),
                        queueAttributes()));
        check(
                "the launcher reads the queue",
                () -> requireEnabled(target.clients()
                        .lambda()
                        .listEventSourceMappings(
                                list -> list.functionName(target.places().function()))
                        .eventSourceMappings()));
        check(
                "EMR Serverless may assume the job's role",
                () -> requireAssumable(
                        iam.getRole(get -> get.roleName(jobRole())).role().assumeRolePolicyDocument()));
        check("the job supports the application's release", () -> requireRunnable(application()));
        check("the account's quota of concurrent vCPUs is enough for a run", () -> {
            if (application().maximumCapacity() != null) {
                requireWithinQuota(application().maximumCapacity().cpu(), quota.value());
            }
        });
    }

    private Map<QueueAttributeName, String> queueAttributes() {
        return target.clients()
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(target.places().queueUrl())
                        .attributeNames(QueueAttributeName.QUEUE_ARN, QueueAttributeName.POLICY))
                .attributes();
    }

    private Application application() {
        return target.clients()
                .emr()
                .getApplication(get -> get.applicationId(target.places().applicationId()))
                .application();
    }

    /** The launcher passes it to each run. */
    private String jobRole() {
        String arn = target.clients()
                .lambda()
                .getFunctionConfiguration(
                        get -> get.functionName(target.places().function()))
                .environment()
                .variables()
                .getOrDefault("EMR_EXECUTION_ROLE_ARN", "");
        if (arn.isEmpty()) {
            throw new IllegalStateException("the launcher has no EMR_EXECUTION_ROLE_ARN: deploy again");
        }
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /**
     * A notification may be left from a deleted stack: it names another queue, or a queue of the same name whose policy
     * does not admit S3.
     *
     * @param queue ARN and policy of the stack's queue
     */
    static void requireAnnouncing(
            GetBucketNotificationConfigurationResponse notification, Map<QueueAttributeName, String> queue) {
        if (notification.eventBridgeConfiguration() != null) {
            return;
        }
        String arn = queue.get(QueueAttributeName.QUEUE_ARN);
        List<String> notified = notification.queueConfigurations().stream()
                .map(QueueConfiguration::queueArn)
                .distinct()
                .toList();
        if (!notified.contains(arn)) {
            throw new IllegalStateException("EventBridge is off, and " + arn + " is not notified, only " + notified
                    + ": S3 console, Properties, Amazon EventBridge, On");
        }
        if (!queue.getOrDefault(QueueAttributeName.POLICY, "").contains(S3)) {
            throw new IllegalStateException("EventBridge is off, and the policy of " + arn + " does not admit S3:"
                    + " S3 console, Properties, delete the event notification, then Amazon EventBridge, On");
        }
    }

    static void requireEnabled(List<EventSourceMappingConfiguration> mappings) {
        if (mappings.stream().noneMatch(mapping -> "Enabled".equals(mapping.state()))) {
            throw new IllegalStateException("no event source mapping is Enabled: Lambda console, Triggers");
        }
    }

    /** @param document URL-encoded, as IAM returns it */
    static void requireAssumable(String document) {
        if (!URLDecoder.decode(document, StandardCharsets.UTF_8).contains("emr-serverless.amazonaws.com")) {
            throw new IllegalStateException("the role's trust policy does not name emr-serverless.amazonaws.com");
        }
    }

    static void requireRunnable(Application application) {
        Matcher release = RELEASE.matcher(String.valueOf(application.releaseLabel()));
        if (!release.matches() || Integer.parseInt(release.group(1)) < 1) {
            throw new IllegalStateException("the job runs on emr-spark-8.1.0 or a later 8.x: '"
                    + application.releaseLabel() + "'; set releaseLabel");
        }
        if (application.stateAsString().startsWith("TERMINATED")) {
            throw new IllegalStateException("the application is " + application.stateAsString() + ": deploy again");
        }
    }

    /** @param cpu in EMR Serverless's form: {@code 8 vCPU} */
    static void requireWithinQuota(String cpu, double quota) {
        Matcher vcpu = VCPU.matcher(cpu);
        if (!vcpu.matches()) {
            throw new IllegalStateException(
                    "the application's maximum is not a number of vCPUs such as 8 vCPU: '" + cpu + "'");
        }
        if (Double.parseDouble(vcpu.group(1)) > quota) {
            throw new IllegalStateException(
                    "a run takes up to %s, and the quota is %s: raise L-D05C8A75 of EMR Serverless in the Service Quotas console, or set a smaller maxVcpu"
                            .formatted(
                                    cpu,
                                    BigDecimal.valueOf(quota)
                                            .stripTrailingZeros()
                                            .toPlainString()));
        }
    }

    private void check(String what, Runnable look) throws SmokeFailure {
        try {
            look.run();
        } catch (SdkException | IllegalStateException e) {
            throw new SmokeFailure(SmokeStage.CHECKS, what + ": no, " + e.getMessage());
        }
        steps.accept("ok " + SmokeStage.CHECKS + ": " + what);
    }
}
