package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The roles allow every S3 request of an end-to-end run on the local stand-ins, and other permissions are listed. The
 * recording has neither the caller nor the keys of a bulk deletion: a request passes if launcher or job may make it,
 * and a bulk deletion counts as one below every folder in which the job may delete.
 */
class RecordedRequestsIT {
    /** {@code BurstIT} writes it. */
    private static final Path RECORDING = Path.of("target", "recordings", "burst", "s3-access.log");

    /** Allowed, and not seen in the recording: each with the reason why it is allowed nevertheless. */
    private static final Set<String> ALLOWED_BUT_UNUSED = Set.of(
            // Only a manifest that cannot be parsed is set aside.
            "s3:PutObject lake/pending-bad/*",
            // Iceberg and the publisher give up an upload that fails half-way; small ones are one PUT.
            "s3:AbortMultipartUpload lake/warehouse/*",
            "s3:AbortMultipartUpload lake/json/*",
            // An object that is gone must answer 404; and a sweep lists the input.
            "s3:ListBucket logs",
            // Only an erasure removes versions, and looks for the user in what was set aside.
            "s3:ListBucketVersions lake",
            "s3:DeleteObjectVersion lake/json/*",
            "s3:DeleteObjectVersion lake/pending-bad/*",
            "s3:DeleteObjectVersion lake/pending/*",
            "s3:DeleteObjectVersion lake/state/*",
            "s3:DeleteObjectVersion lake/warehouse/*",
            "s3:GetObject lake/pending-bad/*");

    @Test
    void areAllowedByTheRoles() throws IOException {
        List<S3Request> requests = recorded();
        Coverage coverage = coverage(requests);
        assertThat(coverage.refused())
                .as("needed by a recorded request, and no role allows it")
                .isEmpty();
    }

    @Test
    void useWhatTheRolesAllowButWhatIsNamedHere() throws IOException {
        Set<String> unused = new TreeSet<>();
        coverage(recorded())
                .unused()
                .forEach(grant -> unused.add(grant.replace("arn:aws:s3:::", "")
                        .replace(Deployed.LOG_BUCKET, "logs")
                        .replace(Deployed.LAKE_BUCKET, "lake")));
        assertThat(ALLOWED_BUT_UNUSED)
                .as("allowed, and unused by the recorded run")
                .containsAll(unused);
    }

    private static Coverage coverage(List<S3Request> requests) {
        Deployed deployed = Synth.defaults();
        List<Statement> statements = Stream.concat(
                        deployed.launcherStatements().stream(), deployed.jobStatements().stream())
                .toList();
        Stream<S3Request.Need> deletions = requests.stream().anyMatch(S3Request::deletesMany)
                ? statements.stream()
                        .flatMap(statement -> statement.grants("s3"))
                        .filter(grant -> grant.startsWith("s3:DeleteObject "))
                        .map(grant -> new S3Request.Need("s3:DeleteObject", grant.substring(grant.indexOf(' ') + 1)))
                : Stream.empty();
        return Coverage.of(
                statements,
                Stream.concat(requests.stream().flatMap(request -> request.needs().stream()), deletions)
                        .toList());
    }

    /** As they would be on AWS: the stand-ins' buckets under the names of the deployed ones. */
    private static List<S3Request> recorded() throws IOException {
        assertThat(RECORDING).as("recorded by BurstIT, which runs before").isRegularFile();
        Installation built = Installation.current();
        assertThat(Files.getLastModifiedTime(RECORDING))
                .as("recorded with the launcher and the job of this build: run BurstIT again")
                .isGreaterThan(Files.getLastModifiedTime(built.launcherJar()))
                .isGreaterThan(Files.getLastModifiedTime(built.jobJar()));
        List<S3Request> requests = Files.readAllLines(RECORDING).stream()
                .map(line -> line.split("\t"))
                .filter(fields -> Integer.parseInt(fields[4]) != 403)
                .map(fields -> new S3Request(fields[1], asDeployed(fields[2])))
                .filter(RecordedRequestsIT::isOurs)
                .toList();
        assertThat(requests).hasSizeGreaterThan(1_000);
        return requests;
    }

    private static String asDeployed(String path) {
        String jobJar = Synth.defaults()
                .only("AWS::Lambda::Function")
                .at("/Environment/Variables/JOB_JAR")
                .asText()
                .replace("s3:/", "");
        return path.replaceFirst("^/sparkify-logs(?=[/?]|$)", "/" + Deployed.LOG_BUCKET)
                .replaceFirst("^/sparkify-lake(?=[/?]|$)", "/" + Deployed.LAKE_BUCKET)
                .replaceFirst("^/[^/]+/spark-job\\.jar", jobJar);
    }

    /** Those who drop files, the stand-ins that set up buckets and fetch what they show, are no role of ours. */
    private static boolean isOurs(S3Request request) {
        boolean writes = !request.method().matches("GET|HEAD");
        boolean ofTheInput = request.bucket().equals(Deployed.LOG_BUCKET);
        boolean ofTheJar = request.key().endsWith(".jar");
        boolean ofABucket = request.key().isEmpty() && request.method().matches("PUT|DELETE");
        return !(writes && (ofTheInput || ofTheJar)) && !ofABucket;
    }
}
