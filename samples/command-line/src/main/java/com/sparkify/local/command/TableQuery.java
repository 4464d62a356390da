package com.sparkify.local.command;

import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.cleanup.ProcessTree;
import com.sparkify.local.s3.S3Server;
import com.sparkify.local.spark.SparkClassPath;
import com.sparkify.local.spark.SparkDefaults;
import com.sparkify.local.spark.SparkJvm;
import com.sparkify.local.spark.SubmittedProcess;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LakeCatalog;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Asks the tables of an OUT. It reads only, so a load may go on beside it. */
final class TableQuery {

    private static final String MAIN = "com.sparkify.etl.Query";

    private final OutFolder out;
    private final Installation installation = Installation.current();

    TableQuery(OutFolder out) {
        this.out = out;
    }

    /** The rows go where {@code output} says; the call returns when all are written. */
    void run(List<String> arguments, Redirect output) throws IOException, InterruptedException {
        if (!Files.isRegularFile(out.catalog())) {
            throw CommandFailure.failed("No table in " + out.path() + " yet: load something first, ./sparkify local");
        }
        Path temporary = Files.createTempDirectory("sparkify-query");
        try (S3Server s3 = S3Server.start(
                        out.store(),
                        0,
                        SigningKeys.LOCAL,
                        List.of(LocalStack.LAKE_BUCKET),
                        LocalStack.LAKE_BUCKET,
                        object -> {},
                        AccessLog.inMemory());
                var query = Closing.of(new Query(s3, temporary, arguments, output))) {
            int exitCode = query.resource().process.waitFor();
            if (exitCode != 0) {
                var reason = ErrorLine.find(temporary.resolve("stderr.log"));
                throw CommandFailure.failed(reason.orElse("The query failed with exit code " + exitCode));
            }
        } finally {
            FileTree.delete(List.of(temporary));
        }
    }

    private final class Query implements AutoCloseable {

        private final Process process;

        Query(S3Server s3, Path temporary, List<String> arguments, Redirect output) throws IOException {
            var jvm = SparkJvm.of(SparkClassPath.read(installation.sparkClassPath()), installation.classDataArchives());
            process = SubmittedProcess.start(
                    jvm,
                    new SparkDefaults(LakeCatalog.configuration(out.catalog()), temporary),
                    s3.endpoint(),
                    installation.jobJar(),
                    MAIN,
                    output,
                    arguments);
        }

        @Override
        public void close() {
            ProcessTree.kill(process);
        }
    }
}
