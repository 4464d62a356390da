package com.sparkify.law;

import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.spark.LocalEnvironment;
import com.sparkify.local.stack.Installation;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A child JVM with the packaged job, controlled over its stdin and stdout. */
final class JobJvm implements AutoCloseable {
    private static final Installation INSTALLATION = Installation.current();

    /** The packages that Spark's JavaModuleOptions opens. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    /** How a run ended. */
    record Run(int exitCode, String printed) {}

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Path log;

    private JobJvm(Process process, Path log) {
        this.process = process;
        this.in = new DataInputStream(process.getInputStream());
        this.out = new DataOutputStream(process.getOutputStream());
        this.log = log;
    }

    /**
     * Starts the JVM without waiting for Spark.
     *
     * @param folder for its log and temporary files
     * @param spark Spark's settings
     */
    static JobJvm start(Path folder, URI s3, Map<String, String> spark) throws IOException {
        // C1 only: faster for dozens of runs, slower for hundreds.
        return start(folder, s3, spark, List.of("-XX:TieredStopAtLevel=1"), SparkWorker.SPARK);
    }

    /** Starts a JVM without Spark, for one small run and no queries. */
    static JobJvm startPlain(Path folder, URI s3, Map<String, String> spark) throws IOException {
        return start(folder, s3, spark, List.of("-XX:TieredStopAtLevel=1"), SparkWorker.PLAIN);
    }

    static JobJvm start(Path folder, URI s3, Map<String, String> spark, List<String> jvmOptions) throws IOException {
        return start(folder, s3, spark, jvmOptions, SparkWorker.SPARK);
    }

    private static JobJvm start(Path folder, URI s3, Map<String, String> spark, List<String> jvmOptions, String mode)
            throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("job.log");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-Xmn800m",
                // For a hundred runs in one JVM: with the defaults, full collections and the code sweeper take a third
                // of the time.
                "-XX:MetaspaceSize=400m",
                "-XX:ReservedCodeCacheSize=240m",
                "-XX:+UseSerialGC",
                "-Duser.timezone=America/Los_Angeles",
                "-Djava.io.tmpdir=" + folder,
                "-Djdk.reflect.useDirectMethodHandle=false"));
        words.addAll(jvmOptions);
        words.addAll(archive(mode));
        OPENED.forEach(name -> words.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        words.add("-Dlog4j2.configurationFile=" + JobJvm.class.getResource("log4j2.properties"));
        spark.forEach((name, value) -> words.add("-D" + name + "=" + value));
        words.addAll(List.of("-cp", classPath(), SparkWorker.class.getName(), mode));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        LocalEnvironment.apply(builder.environment(), SigningKeys.LOCAL, s3);
        return new JobJvm(builder.start(), log);
    }

    private static String classPath() throws IOException {
        String tests = SparkWorker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return String.join(
                File.pathSeparator,
                Files.readString(INSTALLATION.sparkClassPath()).strip(),
                INSTALLATION.jobJar().toString(),
                tests);
    }

    /** Uses the class-data archive that ./sparkify left, if there is one: queries need Spark SQL, small runs do not. */
    private static List<String> archive(String mode) throws IOException {
        String prefix = mode.equals(SparkWorker.SPARK) ? "query-" : "spark-";
        try (Stream<Path> files = Files.list(INSTALLATION.classDataArchives())) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    // Without warnings, which the JVM would mix with the responses on stdout.
                    .map(file -> List.of(
                            "-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
                    .orElse(List.of());
        }
    }

    /** Later requests see the catalog that these settings name. */
    void useLake(Map<String, String> settings) throws IOException {
        List<String> request = new ArrayList<>(List.of("lake"));
        settings.forEach((name, value) -> request.addAll(List.of(name, value)));
        ask(request);
    }

    Run run(List<String> arguments) throws IOException {
        List<String> request = new ArrayList<>(List.of("run"));
        request.addAll(arguments);
        List<String> answer = ask(request);
        return new Run(Integer.parseInt(answer.get(0)), answer.get(1));
    }

    /** The rows as JSON. */
    List<String> query(String sql) throws IOException {
        return ask(List.of("query", sql));
    }

    Process process() {
        return process;
    }

    Path log() {
        return log;
    }

    private List<String> ask(List<String> request) throws IOException {
        List<String> answer;
        try {
            Texts.write(out, request);
            answer = Texts.read(in);
        } catch (IOException e) {
            throw new IOException("The JVM ended before it answered; see " + log, e);
        }
        if (!answer.get(0).equals("ok")) {
            throw new IOException(answer.get(1) + "; see " + log);
        }
        return answer.subList(1, answer.size());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
