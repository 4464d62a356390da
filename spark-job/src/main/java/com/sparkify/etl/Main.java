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

/** The job's entry point: arguments in, exit code out. */
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int LEASE_HELD = 3;

    private Main() {}

    /** Runs and exits with the run's code. */
    public static void main(String[] args) {
        int code = run(args, System.out);
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
        System.exit(code);
    }

    /**
     * Runs in this JVM, in its Spark session if it has one.
     *
     * @param out gets progress and, as its last line, the summary
     * @return 0 all done, or all that there was time for; 1 failed, the work stays pending; 2 wrong arguments; 3 another run writes the lake
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
            System.err.println(
                    "error: some objects could not be loaded, they stay pending: see the lines 'stays pending'."
                            + " Mend what they name; the next run loads them.");
            return FAILED;
        } catch (LeaseHeldException e) {
            return failed(e, LEASE_HELD);
        } catch (Exception e) { // not only unchecked ones: Spark throws its own undeclared
            e.printStackTrace();
            return failed(e, FAILED);
        }
    }

    /** Runs, and should this process be asked to end meanwhile, sees that no object is blamed for that. */
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
                // the process is ending: the hook does its work
            }
        }
    }

    /**
     * Starts Spark beside the run where a cluster expects it. A small run needs no session, but whether EMR Serverless
     * counts a run without one as successful is not documented.
     */
    private static CompletableFuture<?> startWhereExpected() {
        return new SparkConf().get("spark.master", "local").startsWith("local")
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.supplyAsync(Main::session, task -> new Thread(task, "session").start());
    }

    /** The JVM's session; times in it are UTC, whatever the machine's zone. */
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
