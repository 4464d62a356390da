package com.sparkify.local.command;

import com.sparkify.local.emr.JobRequest;
import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs that no stand-in executes. */
final class RunFixture {

    private static final Instant BEGUN = Instant.now();

    private RunFixture() {}

    /** @param name of the run, and of the folder of its logs */
    static JobRun run(String name, JobState state, String details) {
        var request = new JobRequest(
                name,
                "arn:aws:iam::000000000000:role/sparkify-job",
                null,
                "s3://sparkify-assets/spark-job.jar",
                List.of(),
                null,
                Map.of(),
                60,
                1);
        Instant ended = state.isFinal() ? BEGUN.plusMillis(3100) : null;
        return new JobRun("app", "id-" + name, request, state, details, 1, BEGUN, BEGUN, BEGUN, ended);
    }
}
