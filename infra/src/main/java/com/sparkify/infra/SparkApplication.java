package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.emrserverless.CfnApplication;
import software.constructs.Construct;

/**
 * The EMR Serverless application: small, started and stopped automatically, one run at a time. Its Spark defaults
 * configure the catalog, so that callers of StartJobRun need not.
 */
final class SparkApplication extends Construct {
    private final CfnApplication application;

    SparkApplication(Construct scope, DeploymentSettings settings, Names names, LakeStorage lake, RunLogs runLogs) {
        super(scope, "Spark");
        application = CfnApplication.Builder.create(this, "Application")
                .name(names.of("spark"))
                .type("Spark")
                .releaseLabel(settings.releaseLabel())
                .architecture("ARM64")
                .autoStartConfiguration(CfnApplication.AutoStartConfigurationProperty.builder()
                        .enabled(true)
                        .build())
                .autoStopConfiguration(CfnApplication.AutoStopConfigurationProperty.builder()
                        .enabled(true)
                        .idleTimeoutMinutes(settings.idleTimeoutMinutes())
                        .build())
                .maximumCapacity(maximumCapacity(settings.shape()))
                // One writer of the lake: EMR queues further runs.
                .schedulerConfiguration(CfnApplication.SchedulerConfigurationProperty.builder()
                        .maxConcurrentRuns(1)
                        .queueTimeoutMinutes(settings.queueTimeoutMinutes())
                        .build())
                .runtimeConfiguration(List.of(CfnApplication.ConfigurationObjectProperty.builder()
                        .classification("spark-defaults")
                        .properties(sparkDefaults(settings, lake.location()))
                        .build()))
                .monitoringConfiguration(monitoring(runLogs))
                .build();
        application.getNode().addDependency(runLogs);
    }

    String id() {
        return application.getAttrApplicationId();
    }

    String arn() {
        return application.getAttrArn();
    }

    /** Sorted, so that the template is deterministic. */
    static Map<String, String> sparkDefaults(DeploymentSettings settings, LakeLocation lake) {
        Map<String, String> defaults = new TreeMap<>();
        defaults.put("spark.jars", settings.icebergJar());
        defaults.put("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
        defaults.put("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
        defaults.put("spark.sql.catalog.lake.catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog");
        defaults.put("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        defaults.put("spark.sql.catalog.lake.warehouse", lake.uri() + "/warehouse");
        defaults.put("spark.sql.defaultCatalog", "lake");
        // Spark's session catalog would request Glue's default database, and fail after the write.
        defaults.put("spark.sql.catalogImplementation", "in-memory");
        defaults.put("spark.sql.session.timeZone", "UTC");
        if (!settings.jobJavaHome().isEmpty()) {
            defaults.put("spark.emr-serverless.driverEnv.JAVA_HOME", settings.jobJavaHome());
            defaults.put("spark.executorEnv.JAVA_HOME", settings.jobJavaHome());
        }
        return defaults;
    }

    /** The resources of one run of the launcher's shape, and no more. */
    private static CfnApplication.MaximumAllowedResourcesProperty maximumCapacity(ApplicationShape shape) {
        return CfnApplication.MaximumAllowedResourcesProperty.builder()
                .cpu(shape.mostVcpu() + " vCPU")
                .memory(shape.mostMemoryGigabytes() + " GB")
                .disk(shape.mostDiskGigabytes() + " GB")
                .build();
    }

    private static CfnApplication.MonitoringConfigurationProperty monitoring(RunLogs runLogs) {
        return CfnApplication.MonitoringConfigurationProperty.builder()
                .cloudWatchLoggingConfiguration(CfnApplication.CloudWatchLoggingConfigurationProperty.builder()
                        .enabled(true)
                        .logGroupName(runLogs.name())
                        .logTypeMap(List.of(CfnApplication.LogTypeMapKeyValuePairProperty.builder()
                                .key("SPARK_DRIVER")
                                .value(List.of("STDOUT", "STDERR"))
                                .build()))
                        .build())
                // Keeps the Spark UI of finished runs, free of charge, for 30 days.
                .managedPersistenceMonitoringConfiguration(
                        CfnApplication.ManagedPersistenceMonitoringConfigurationProperty.builder()
                                .enabled(true)
                                .build())
                .build();
    }
}
