package com.sparkify.law;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Main class of a JVM with Spark and the packaged job: holds one Spark context if requested, and runs the job or a
 * query on request, so that a hundred runs cost one start. Exchanges length-prefixed lists of texts over stdin and
 * stdout. Uses Spark by reflection, because this module does not have it on its class path.
 */
final class SparkWorker {
    /** Holds a Spark context. */
    static final String SPARK = "spark";

    /** Leaves it to the job whether it starts Spark. */
    static final String PLAIN = "plain";

    private final PrintStream log = System.err;
    private final boolean hasSpark;

    private SparkWorker(boolean hasSpark) {
        this.hasSpark = hasSpark;
    }

    public static void main(String[] args) throws IOException {
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        // Output of the job and Spark must not mix with the responses.
        System.setOut(System.err);
        SparkWorker worker = new SparkWorker(args[0].equals(SPARK));
        try {
            if (worker.hasSpark) {
                SparkReflection.start();
            }
            while (true) {
                Texts.write(out, worker.answer(Texts.read(in)));
            }
        } catch (EOFException e) {
            System.exit(0);
        } catch (ReflectiveOperationException e) {
            e.printStackTrace(worker.log);
            System.exit(1);
        }
    }

    private List<String> answer(List<String> request) {
        try {
            List<String> rest = request.subList(1, request.size());
            List<String> answer = new ArrayList<>(List.of("ok"));
            switch (request.get(0)) {
                case "lake" -> useLake(rest);
                case "run" -> answer.addAll(run(rest));
                case "query" -> answer.addAll(SparkReflection.query(rest.get(0)));
                default -> throw new IllegalArgumentException("Unknown request: " + request);
            }
            return answer;
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace(log);
            return List.of("failed", String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            e.printStackTrace(log);
            return List.of("failed", String.valueOf(e));
        }
    }

    private void useLake(List<String> settings) throws ReflectiveOperationException {
        if (hasSpark) {
            SparkReflection.newSession(settings);
        } else {
            for (int i = 0; i < settings.size(); i += 2) {
                System.setProperty(settings.get(i), settings.get(i + 1));
            }
        }
    }

    /** The exit code and what the run printed. */
    private static List<String> run(List<String> args) throws ReflectiveOperationException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Object code = Class.forName("com.sparkify.etl.Main")
                .getMethod("run", String[].class, PrintStream.class)
                .invoke(null, args.toArray(new String[0]), out);
        return List.of(code.toString(), printed.toString(StandardCharsets.UTF_8));
    }
}
