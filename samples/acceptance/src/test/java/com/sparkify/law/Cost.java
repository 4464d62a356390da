package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Time and S3 traffic of a run of the packaged job.
 *
 * @param tablesRead bytes
 * @param tablesWritten bytes
 * @param published bytes of published files
 */
record Cost(
        double seconds,
        double cpuSeconds,
        long requests,
        long tablesRead,
        long tablesWritten,
        long published,
        Map<String, Traffic.Count> readOfTables) {
    /** Executes the job on the pending work. */
    static Cost ofRun(LocalLake lake, JobJvm job, String... arguments) throws IOException {
        Traffic traffic = new Traffic();
        lake.gate().apply(traffic);
        double cpu = cpuSeconds(job);
        long begun = System.nanoTime();
        job.useLake(lake.catalog());
        JobJvm.Run run = job.run(lake.arguments(arguments));
        double seconds = (System.nanoTime() - begun) / 1e9;
        lake.gate().apply(FaultGate.OPEN);
        if (run.exitCode() != 0 || lake.pendingManifests() > 0) {
            throw new IllegalStateException(run.printed());
        }
        return new Cost(
                seconds,
                cpuSeconds(job) - cpu,
                traffic.requests(),
                traffic.tablesRead.bytes.sum(),
                traffic.tablesWritten.bytes.sum(),
                traffic.published.bytes.sum(),
                traffic.readOfTables);
    }

    private static double cpuSeconds(JobJvm job) {
        return job.process().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    /** Returns the median of each figure, of whatever run: a run in ten compacts files, and should not decide all. */
    static Cost median(List<Cost> costs) {
        return new Cost(
                middle(costs, Cost::seconds).seconds(),
                middle(costs, Cost::cpuSeconds).cpuSeconds(),
                middle(costs, Cost::requests).requests(),
                middle(costs, Cost::tablesRead).tablesRead(),
                middle(costs, Cost::tablesWritten).tablesWritten(),
                middle(costs, Cost::published).published(),
                middle(costs, Cost::tableBytes).readOfTables());
    }

    /** Returns the mean of each figure; the traffic of the tables is that of the median. */
    static Cost mean(List<Cost> costs) {
        return new Cost(
                mean(costs, Cost::seconds),
                mean(costs, Cost::cpuSeconds),
                Math.round(mean(costs, Cost::requests)),
                Math.round(mean(costs, Cost::tablesRead)),
                Math.round(mean(costs, Cost::tablesWritten)),
                Math.round(mean(costs, Cost::published)),
                middle(costs, Cost::tableBytes).readOfTables());
    }

    private static double mean(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return costs.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static Cost middle(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return costs.stream()
                .sorted(Comparator.comparingDouble(figure))
                .toList()
                .get(costs.size() / 2);
    }

    /** Bytes of the tables, read and written. */
    long tableBytes() {
        return tablesRead + tablesWritten;
    }
}
