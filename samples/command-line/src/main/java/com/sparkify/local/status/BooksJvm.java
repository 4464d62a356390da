package com.sparkify.local.status;

import com.sparkify.local.spark.SparkClassPath;
import com.sparkify.local.spark.SparkJvm;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LakeCatalog;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.ProcessAnswer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

/** Reads the books of an OUT folder in a JVM with the job's class path, without a Spark session. */
public final class BooksJvm {

    private static final String MAIN = "com.sparkify.etl.readback.LastDays";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private BooksJvm() {}

    public static Books read(Installation installation, OutFolder out) throws IOException, InterruptedException {
        var classPath = SparkClassPath.read(installation.sparkClassPath());
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(SparkJvm.of(classPath, installation.classDataArchives()).readerFlags());
        LakeCatalog.readingConfiguration(out).forEach((name, value) -> words.add("-D" + name + "=" + value));
        // The archive is valid for a class path that begins with Spark's.
        words.add("-cp");
        words.add(classPath.argument() + File.pathSeparator + installation.jobJar());
        words.add(MAIN);
        try {
            return Books.parse(ProcessAnswer.of(new ProcessBuilder(words), LIMIT));
        } catch (IOException e) {
            throw new IOException("load_history cannot be read: " + e.getMessage(), e);
        }
    }
}
