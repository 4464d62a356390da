package com.sparkify.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Time and allocation of one warm invocation, from the event's bytes to the answer's, through the SDK's whole pipeline
 * but for the network: a manifest is put, and a run joined.
 *
 * <pre>
 * AWS_REGION=eu-west-1 mvn -q -pl launcher-lambda test-compile exec:exec -Dexec.executable=java \
 *     -Dexec.classpathScope=test -Dexec.args="-cp %classpath com.sparkify.launcher.WarmEvent"
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx426m"})
public class WarmEvent {
    @Param({"1", "10", "1000"})
    public int messages;

    private LauncherHandler handler;
    private byte[] event;

    public static void main(String[] arguments) throws IOException, RunnerException {
        printCpuTime();
        new Runner(new OptionsBuilder()
                        .include(WarmEvent.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    /** Of one message: what the thread itself used, which other processes on the machine do not change. */
    private static void printCpuTime() throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        WarmEvent warm = new WarmEvent();
        warm.messages = 1;
        warm.build();
        long[] micros = new long[20_000];
        for (int i = 0; i < micros.length; i++) {
            long start = threads.getCurrentThreadCpuTime();
            warm.handle();
            micros[i] = (threads.getCurrentThreadCpuTime() - start) / 1_000;
        }
        // The first half warms up.
        long[] last = Arrays.copyOfRange(micros, micros.length / 2, micros.length);
        Arrays.sort(last);
        System.out.printf(
                "CPU time of one message, microseconds: median %d, p99 %d, most %d%n",
                last[last.length / 2], last[last.length * 99 / 100], last[last.length - 1]);
    }

    @Setup
    public void build() {
        Clock clock = Clock.systemUTC();
        AwsClients clients = AwsClients.over(
                new ClassPreloader.Answers(false, clock),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")));
        handler = new LauncherHandler(
                Settings.from(LauncherFixture.ENVIRONMENT),
                clients,
                clock,
                UUID::randomUUID,
                new Journal(line -> {}, clock));
        List<String> keys = IntStream.range(0, messages)
                .mapToObj(i -> "log_data/2018/11/2018-11-12-" + i + "-events.json")
                .toList();
        event = Puts.batch(keys);
    }

    @Benchmark
    public void handle() throws IOException {
        handler.handleRequest(new ByteArrayInputStream(event), OutputStream.nullOutputStream(), new FakeContext());
    }
}
