package com.sparkify.etl;

import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.RunClock;
import com.sparkify.etl.lake.S3ObjectStore;
import com.sparkify.etl.run.Arguments;
import com.sparkify.etl.run.Run;
import com.sparkify.etl.run.RunEnd;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Entry point of the job. */
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int LEASE_HELD = 3;

    private Main() {}

    /** Runs the job and exits with its exit code. */
    public static void main(String[] args) {
        int code = run(args, System.out);
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
        System.exit(code);
    }

    /**
     * Runs the job in this JVM and reuses its Spark session if there is one.
     *
     * @param out receives progress messages and, as its last line, the summary
     * @return 0 if all pending work is done, or all that the time limit allowed; 1 on failure, the work stays pending;
     * 2 on wrong arguments; 3 if another run holds the lease
     */
    public static int run(String[] args, PrintStream out) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            return failed(e, USAGE);
        }
        try {
            CompletableFuture<?> session = startWhereExpected();
            RunEnd end = execute(arguments, out);
            session.join();
            if (end != RunEnd.GAVE_UP) {
                return DONE;
            }
            System.err.println("error: some objects could not be loaded and stay pending: fix the causes that the lines"
                    + " 'stays pending' name; the next run loads them.");
            return FAILED;
        } catch (LeaseHeldException e) {
            return failed(e, LEASE_HELD);
        } catch (Exception e) { // a broad catch: Spark throws checked exceptions that it
            // does not declare
            e.printStackTrace();
            return failed(e, FAILED);
        }
    }

    /** Executes the run. If the process is asked to end meanwhile, the shutdown hook excuses the open batch. */
    private static RunEnd execute(Arguments arguments, PrintStream out) {
        Run run = new Run(
                arguments,
                new S3ObjectStore(arguments.input().bucket()),
                new S3ObjectStore(arguments.lake().bucket()),
                Main::session,
                RunClock.system(),
                out);
        Thread stop = new Thread(run::stop, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return run.execute();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException e) {
                // the process is shutting down and the hook stops the run
            }
        }
    }

    /**
     * Starts Spark in the background where a cluster expects a session. A small run needs none, but AWS does not
     * document whether EMR Serverless counts a run without a session as successful.
     */
    private static CompletableFuture<?> startWhereExpected() {
        return new SparkConf().get("spark.master", "local").startsWith("local")
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.supplyAsync(Main::session, task -> new Thread(task, "session").start());
    }

    /** Returns the JVM's session. Its time zone is UTC, whatever the machine's. */
    static SparkSession session() {
        SparkSession session = SparkSession.builder().appName("sparkify").getOrCreate();
        session.conf().set("spark.sql.session.timeZone", "UTC");
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
        return session;
    }

    private static int failed(Exception e, int code) {
        System.err.println("error: " + e.getMessage());
        return code;
    }
}
