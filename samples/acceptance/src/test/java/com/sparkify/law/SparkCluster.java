package com.sparkify.law;

import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.fault.FaultGate;
import com.sparkify.local.spark.LocalEnvironment;
import com.sparkify.local.spark.SparkClassPath;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A standalone Spark master and two workers with one core each. Each is a JVM with Spark and Iceberg on its class path but
 * not the job. Every worker reaches S3 through its own gate, so that a test knows which executor sent a request.
 */
final class SparkCluster implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    /** A worker's daemon, which starts executors, and the gate between these and S3. */
    private record Node(Process daemon, FaultGate gate) {}

    private final Path folder;
    private final SparkClassPath classPath;
    private final String master;
    private final Process masterProcess;
    private final List<Node> nodes = new ArrayList<>();

    SparkCluster(Path folder, LocalLake lake) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.classPath = SparkClassPath.read(Installation.current().sparkClassPath());
        int port = freePort();
        this.master = "spark://127.0.0.1:" + port;
        linkJars();
        this.masterProcess = start(
                "master",
                lake.endpoint(),
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--webui-port",
                        "0"));
        for (int number = 0; number < WORKERS; number++) {
            FaultGate gate = lake.anotherGate();
            nodes.add(new Node(startWorker(number, gate.endpoint()), gate));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path home() {
        return folder.resolve("home");
    }

    /** A worker starts its executors with the jars under SPARK_HOME. */
    private void linkJars() throws IOException {
        Path jars = Files.createDirectories(home().resolve("jars"));
        for (Path jar : classPath.jars()) {
            Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
        }
    }

    /** JUnit reports every link out of a temporary folder. */
    private void unlinkJars() throws IOException {
        try (Stream<Path> links = Files.list(home().resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }

    private Process startWorker(int number, URI s3) throws IOException {
        return start(
                "worker-" + number,
                s3,
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        folder.resolve("work-" + number).toString(),
                        master));
    }

    private Process start(String name, URI s3, List<String> main) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath.argument()));
        words.addAll(main);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        LocalEnvironment.apply(builder.environment(), SigningKeys.LOCAL, s3);
        builder.environment().put("SPARK_HOME", home().toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** Returns the settings of a driver. Executors get the job's jar only through {@code spark.jars}. */
    Map<String, String> driver(Map<String, String> local) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(local);
        settings.put("spark.master", master);
        settings.put("spark.jars", Installation.current().jobJar().toUri().toString());
        settings.put("spark.cores.max", Integer.toString(WORKERS));
        settings.put("spark.executor.cores", "1");
        settings.put("spark.executor.memory", "600m");
        settings.put("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        // no task starts before both executors are registered
        settings.put("spark.scheduler.minRegisteredResourcesRatio", "1.0");
        settings.put("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s");
        return settings;
    }

    int size() {
        return WORKERS;
    }

    FaultGate gate(int worker) {
        return nodes.get(worker).gate();
    }

    /** Sends SIGKILL to the worker's executors, waits until they have exited, and returns their number. */
    int killExecutors(int worker) {
        List<ProcessHandle> executors = nodes.get(worker)
                .daemon()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
                .toList();
        executors.forEach(ProcessHandle::destroyForcibly);
        executors.forEach(process -> process.onExit().join());
        return executors.size();
    }

    @Override
    public void close() throws IOException {
        IntStream.range(0, nodes.size()).forEach(this::killExecutors);
        for (Node node : nodes) {
            node.daemon().destroyForcibly().onExit().join();
            node.gate().close();
        }
        masterProcess.destroyForcibly().onExit().join();
        unlinkJars();
    }
}
