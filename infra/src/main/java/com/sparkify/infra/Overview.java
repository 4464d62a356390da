package com.sparkify.infra;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.constructs.Construct;

/** The dashboard, in the order in which a file becomes rows: files, manifests, runs, rows. */
final class Overview extends Construct {
    private static final Duration HOUR = Duration.hours(1);

    private final String name;

    Overview(Construct scope, Names names, Measures measures) {
        super(scope, "Overview");
        this.name = names.name();
        Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(name)
                .widgets(List.of(
                        row(
                                graph("Files: announced and ignored", sums("ObjectsAnnounced", "ObjectsIgnored")),
                                graph(
                                        "Files: waiting in the queues",
                                        List.of(measures.announced(), measures.deadLetters()))),
                        row(
                                graph(
                                        "Manifests: oldest pending, seconds",
                                        List.of(measures.oldestPendingSeconds(), measures.oldestMessageSeconds())),
                                graph("Manifests: trouble", launcherTrouble(measures))),
                        row(
                                graph("Runs: started and joined", sums("RunsStarted", "RunsJoined")),
                                graph("Runs: ended", sums("RunsSucceeded", "RunsFailed", "RunsCancelled"))),
                        row(
                                graph("Rows: read and rejected", sums("RowsRead", "RowsRejected")),
                                graph(
                                        "Rows: rejected, and fields that differ, percent",
                                        List.of(measures.rejectedPercent(HOUR), measures.driftPercent(HOUR))))))
                .build();
    }

    String name() {
        return name;
    }

    private static List<IMetric> launcherTrouble(Measures measures) {
        return List.of(Measures.sum("Failures", HOUR), measures.launcherErrors());
    }

    private static List<IMetric> sums(String... metrics) {
        return Stream.of(metrics)
                .<IMetric>map(metric -> Measures.sum(metric, HOUR))
                .toList();
    }

    private static List<IWidget> row(IWidget left, IWidget right) {
        return List.of(left, right);
    }

    private static IWidget graph(String title, List<IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(metrics)
                .width(12)
                .height(6)
                .build();
    }
}
