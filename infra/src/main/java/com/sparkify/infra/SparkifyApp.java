package com.sparkify.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.StackProps;

/**
 * Writes the CloudFormation template and its assets, under the CDK command line or, with {@code CDK_OUTDIR}, without
 * it.
 */
public final class SparkifyApp {
    /**
     * CDK feature flags, usually in cdk.json. Defined here, so that the template is the same with and without the
     * command line.
     */
    private static final Map<String, Object> LIBRARY_CHOICES = Map.of(
            // Access logs are permitted by the target's bucket policy; ACLs stay disabled.
            "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true,
            // EventBridge may write to the queue only from this account.
            "@aws-cdk/aws-events:eventsTargetQueueSameAccount", true);

    private SparkifyApp() {}

    public static void main(String... arguments) {
        App app = app(Map.of());
        try {
            stack(app);
            app.synth();
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
        }
    }

    /** Creates an application with this context, including what the command line would add. */
    static App app(Map<String, ?> context) {
        Map<String, Object> all = new HashMap<>(LIBRARY_CHOICES);
        all.putAll(context);
        return new App(AppProps.builder()
                .context(all)
                .analyticsReporting(false)
                .treeMetadata(false)
                .build());
    }

    static SparkifyStack stack(App app) {
        DeploymentSettings settings = DeploymentSettings.from(context(app));
        return new SparkifyStack(
                app,
                settings,
                jar(settings.launcherJar()),
                jar(settings.jobJar()),
                StackProps.builder()
                        .stackName(settings.name())
                        .description(
                                "Log files on S3 become a star schema in Iceberg: launcher, Spark job, lake, alarms")
                        .build());
    }

    private static Map<String, ?> context(App app) {
        Map<String, Object> context = new HashMap<>();
        ((Map<?, ?>) app.getNode().getAllContext()).forEach((name, value) -> context.put(String.valueOf(name), value));
        return context;
    }

    private static Path jar(String path) {
        Path jar = Path.of(path);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("There is no jar at %s: run 'mvn package' in the root folder first"
                    .formatted(jar.toAbsolutePath()));
        }
        return jar;
    }
}
