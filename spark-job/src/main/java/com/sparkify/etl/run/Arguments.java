package com.sparkify.etl.run;

import com.sparkify.etl.erase.ErasureKey;
import com.sparkify.etl.lake.Lake;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.source.InputLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The validated arguments of a run.
 *
 * @param input location of logs and songs
 * @param lake location of all output
 * @param launchId name of the run
 * @param onError handling of bad rows
 * @param limit maximum size of a batch
 * @param times how long the run accepts work, lingers, and may run
 * @param leaseTerm how long the lease stays valid after its last renewal
 * @param publication settings of the JSON files
 * @param localBytes largest batch that the driver loads without Spark
 * @param erasureKey key that identifies erased users; empty if none is configured
 */
public record Arguments(
        InputLayout input,
        Lake lake,
        String launchId,
        OnError onError,
        Publication publication,
        Batch.Limit limit,
        Times times,
        Duration leaseTerm,
        long localBytes,
        Optional<ErasureKey> erasureKey) {
    private static final Pattern LAUNCH_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * Settings of the published JSON files.
     *
     * @param isOn whether files are published
     * @param mostRows maximum rows of a file
     * @param every how long files may lag behind the tables while work is pending
     */
    public record Publication(boolean isOn, long mostRows, Duration every) {
        public Publication {
            if (mostRows < 1 || every.isNegative()) {
                throw new IllegalArgumentException(
                        "--publish-rows must be 1 or more and --publish-minutes 0 or more: %d, %d"
                                .formatted(mostRows, every.toMinutes()));
            }
        }
    }

    /**
     * How long a run accepts work, lingers, and may run.
     *
     * @param submittedAt submission time by the launcher's clock; empty: the start of the run
     * @param takesWorkFor how long after submission the run accepts new work
     * @param lingersFor how long an idle run waits for new work
     * @param limit how long after its start the service cancels the run; empty: never
     */
    public record Times(
            Optional<Instant> submittedAt, Duration takesWorkFor, Duration lingersFor, Optional<Duration> limit) {}

    /** Handling of bad rows. */
    public enum OnError {
        /** Rejects the row and loads the rest of the object. */
        CONTINUE,
        /** Rejects the object; rows of an earlier version stay. */
        SKIP_FILE,
        /** Commits nothing of the batch and fails the run. */
        ABORT;

        static OnError of(String text) {
            return switch (text) {
                case "continue" -> CONTINUE;
                case "skip-file" -> SKIP_FILE;
                case "abort" -> ABORT;
                default ->
                    throw new IllegalArgumentException(
                            "--on-error must be continue, skip-file or abort: '" + text + "'");
            };
        }
    }

    public Arguments {
        if (!LAUNCH_ID.matcher(launchId).matches()) {
            throw new IllegalArgumentException(
                    "The launch id must be 1 to 64 of A-Z a-z 0-9 . _ -: '" + launchId + "'");
        }
        requireApart(input, lake);
    }

    /** Rejects a lake whose files would be announced as input: the job would load its own output for ever. */
    private static void requireApart(InputLayout input, Lake lake) {
        if (!lake.bucket().equals(input.bucket())) {
            return;
        }
        for (String folder : lake.folders()) {
            if (input.overlaps(folder)) {
                throw new IllegalArgumentException(
                        ("The lake must not lie under an input prefix: it keeps files in '%s' of the bucket whose '%s'"
                                        + " and '%s' are read. Choose another path or bucket")
                                .formatted(folder, input.logPrefix(), input.songPrefix()));
            }
        }
    }

    /**
     * Parses command-line arguments.
     *
     * @throws IllegalArgumentException with a one-line message that names the wrong argument and the accepted values
     */
    public static Arguments parse(String... args) {
        CommandLineArguments parsed = new CommandLineArguments();
        try {
            new CommandLine(parsed).parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return parsed.checked();
    }

    @Command(name = "spark-job")
    private static final class CommandLineArguments {
        @Option(names = "--input-bucket", required = true)
        private String inputBucket;

        @Option(names = "--log-prefix", defaultValue = "log_data/")
        private String logPrefix;

        @Option(names = "--song-prefix", defaultValue = "song_data/")
        private String songPrefix;

        @Option(names = "--lake", required = true)
        private String lake;

        @Option(names = "--launch-id", required = true)
        private String launchId;

        @Option(names = "--on-error", defaultValue = "continue")
        private String onError;

        @Option(names = "--publish", defaultValue = "json")
        private String publish;

        @Option(names = "--publish-rows", defaultValue = "200000")
        private long publishRows;

        @Option(names = "--publish-minutes", defaultValue = "5")
        private int publishMinutes;

        @Option(names = "--local-mib", defaultValue = "32")
        private int localMib;

        @Option(names = "--batch-mib", defaultValue = "1024")
        private long batchMib;

        @Option(names = "--batch-objects", defaultValue = "20000")
        private int batchObjects;

        @Option(names = "--take-work-minutes", defaultValue = "45")
        private int takeWorkMinutes;

        @Option(names = "--linger-seconds", defaultValue = "0")
        private int lingerSeconds;

        @Option(names = "--submitted-at")
        private Instant submittedAt;

        @Option(names = "--time-limit-minutes")
        private Integer timeLimitMinutes;

        @Option(names = "--lease-seconds", defaultValue = "60")
        private int leaseSeconds;

        @Option(names = "--erasure-key")
        private String erasureKey;

        Arguments checked() {
            if (!publish.equals("json") && !publish.equals("none")) {
                throw new IllegalArgumentException("--publish must be json or none: '" + publish + "'");
            }
            requireAtLeast(3, "--lease-seconds", leaseSeconds);
            requireAtLeast(0, "--take-work-minutes", takeWorkMinutes);
            requireAtLeast(0, "--linger-seconds", lingerSeconds);
            if (timeLimitMinutes != null) {
                requireAtLeast(1, "--time-limit-minutes", timeLimitMinutes);
            }
            return new Arguments(
                    new InputLayout(inputBucket, logPrefix, songPrefix),
                    Lake.at(lake),
                    launchId,
                    OnError.of(onError),
                    new Publication(publish.equals("json"), publishRows, Duration.ofMinutes(publishMinutes)),
                    new Batch.Limit(batchMib << 20, batchObjects),
                    new Times(
                            Optional.ofNullable(submittedAt),
                            Duration.ofMinutes(takeWorkMinutes),
                            Duration.ofSeconds(lingerSeconds),
                            Optional.ofNullable(timeLimitMinutes).map(Duration::ofMinutes)),
                    Duration.ofSeconds(leaseSeconds),
                    (long) localMib << 20,
                    Optional.ofNullable(erasureKey).map(ErasureKey::new));
        }

        private static void requireAtLeast(int least, String name, int value) {
            if (value < least) {
                throw new IllegalArgumentException("%s must be %d or more: %d".formatted(name, least, value));
            }
        }
    }
}
