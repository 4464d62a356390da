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
 * The arguments of a run, checked.
 *
 * @param input where logs and songs lie
 * @param lake where everything else lies
 * @param launchId names the run
 * @param onError what a bad row means for its object
 * @param limit how much one batch reads
 * @param times how long the run takes work, waits for it, and may take
 * @param leaseTerm how long the lease outlives its last renewal
 * @param publication how the JSON files are kept up to date
 * @param localBytes a batch that reads no more is done by the driver alone
 * @param erasureKey by which erased users are recognised, if there is one
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
     * How the JSON files are kept up to date.
     *
     * @param isOn whether there are any
     * @param mostRows of one file
     * @param every how long files may be behind while there is work
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
     * How long a run takes work, waits for it, and may take.
     *
     * @param submittedAt when the launcher submitted the run, by its clock; empty: when the run begins
     * @param takesWorkFor how long after its submission the run takes work that comes
     * @param lingersFor how long a run that has nothing to do waits for more
     * @param limit how long after its start the service ends the run; empty: never
     */
    public record Times(
            Optional<Instant> submittedAt, Duration takesWorkFor, Duration lingersFor, Optional<Duration> limit) {}

    /** What a bad row means. */
    public enum OnError {
        /** The row is rejected, the rest of the object is loaded. */
        CONTINUE,
        /** The object is not acceptable; what was loaded of it before stays. */
        SKIP_FILE,
        /** The batch commits nothing and the run fails. */
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

    /** Refuses a lake that writes where input is announced: it would load its own files for ever. */
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
     * The arguments as they stand on a command line.
     *
     * @throws IllegalArgumentException with one line that names the wrong one and what is accepted
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
