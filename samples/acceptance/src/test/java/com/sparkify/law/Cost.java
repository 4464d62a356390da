package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Time and S3 traffic of a run of the packaged job. */
record Cost(double seconds, double cpuSeconds, Traffic traffic) {
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
        return new Cost(seconds, cpuSeconds(job) - cpu, traffic);
    }

    private static double cpuSeconds(JobJvm job) {
        return job.process().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    static Cost median(List<Cost> costs) {
        return costs.stream()
                .sorted(Comparator.comparingDouble(Cost::seconds))
                .toList()
                .get(costs.size() / 2);
    }

    /** Bytes of the tables, read and written. */
    long tableBytes() {
        return traffic.tablesRead.bytes.sum() + traffic.tablesWritten.bytes.sum();
    }
}
