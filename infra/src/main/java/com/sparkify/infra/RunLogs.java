package com.sparkify.infra;

import java.util.List;
import software.amazon.awscdk.services.logs.CfnTransformer;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/**
 * The drivers' logs and the metrics extracted from them. A run's last line is {@code summary} and a JSON object; metric
 * filters find numbers only in events that are JSON as a whole, so a transformer removes the word first. Filters then
 * publish the counts of rows, objects and fields. Other lines are unchanged.
 */
final class RunLogs extends Construct {
    static final String SUMMARY = "summary %{GREEDYDATA:summary}";

    private final LogGroup group;
    private final String name;

    RunLogs(Construct scope, DeploymentSettings settings, Names names, Keys keys) {
        super(scope, "RunLogs");
        name = "/" + names.name() + "/runs";
        group = LogGroups.create(this, "Group", name, settings, keys);
        CfnTransformer transformer = CfnTransformer.Builder.create(this, "Summaries")
                .logGroupIdentifier(group.getLogGroupName())
                .transformerConfig(List.of(
                        CfnTransformer.ProcessorProperty.builder()
                                .grok(CfnTransformer.GrokProperty.builder()
                                        .match(SUMMARY)
                                        .build())
                                .build(),
                        CfnTransformer.ProcessorProperty.builder()
                                .parseJson(CfnTransformer.ParseJSONProperty.builder()
                                        .source("summary")
                                        .build())
                                .build()))
                .build();
        count("RowsRead", "$.rowsRead", transformer);
        count("RowsRejected", "$.rowsRejected", transformer);
        count("ObjectsRefused", "$.refused", transformer);
        count("FieldsUnknown", "$.fieldsUnknown", transformer);
        count("FieldsMissing", "$.fieldsMissing", transformer);
        count("FieldsOfOtherType", "$.fieldsOfOtherType", transformer);
    }

    String name() {
        return name;
    }

    private void count(String metric, String field, CfnTransformer transformer) {
        MetricFilter.Builder.create(this, metric)
                .logGroup(group)
                .metricNamespace(Measures.NAMESPACE)
                .metricName(metric)
                .filterPattern(FilterPattern.numberValue(field, ">=", 0))
                .metricValue(field)
                .applyOnTransformedLogs(true)
                .build()
                .getNode()
                // A filter on transformed events is rejected without a transformer.
                .addDependency(transformer);
    }
}
