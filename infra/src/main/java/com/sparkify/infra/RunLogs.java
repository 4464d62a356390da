package com.sparkify.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/**
 * What the drivers of the runs print, and the metrics made of it: the job ends with one line that is a JSON object, and
 * filters turn its numbers into {@code RowsRead} and {@code RowsRejected}.
 */
final class RunLogs extends Construct {
    private final LogGroup group;
    private final String name;

    RunLogs(Construct scope, Settings settings, Names names) {
        super(scope, "RunLogs");
        name = "/" + names.name() + "/runs";
        group = LogGroup.Builder.create(this, "Group")
                .logGroupName(name)
                .retention(Retention.days(settings.logRetentionDays()))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        count("RowsRead", "$.rowsRead");
        count("RowsRejected", "$.rejected");
    }

    String name() {
        return name;
    }

    private void count(String metric, String field) {
        MetricFilter.Builder.create(this, metric)
                .logGroup(group)
                .metricNamespace(Measures.NAMESPACE)
                .metricName(metric)
                .filterPattern(FilterPattern.exists(field))
                .metricValue(field)
                .build();
    }
}
