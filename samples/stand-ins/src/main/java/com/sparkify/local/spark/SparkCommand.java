package com.sparkify.local.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a driver: {@code java … SparkSubmit}, because no registry provides a Spark distribution with
 * {@code spark-submit}.
 *
 * @param jvmFlags flags of this run: memory, compiler, class-data archive
 * @param jar the application, a local file
 */
record SparkCommand(
        SparkClassPath classPath,
        List<String> jvmFlags,
        SparkDefaults defaults,
        SubmitParameters parameters,
        Path jar,
        List<String> arguments) {

    /** The flags of Spark's {@code JavaModuleOptions} (4.1.1) for JDK 17, without the incubating vector module. */
    private static final List<String> MODULE_FLAGS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.cs=ALL-UNNAMED",
            "--add-opens=java.base/sun.security.action=ALL-UNNAMED",
            "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
            "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "-Djdk.reflect.useDirectMethodHandle=false",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-Dio.netty.allocator.type=pooled",
            "-Dio.netty.handler.ssl.defaultEndpointVerificationAlgorithm=NONE");

    SparkCommand {
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
    }

    List<String> words() {
        var words = java();
        words.addAll(List.of("-cp", classPath.argument(), "org.apache.spark.deploy.SparkSubmit"));
        words.addAll(defaults.arguments());
        words.addAll(parameters.words());
        words.add(jar.toString());
        words.addAll(arguments);
        return words;
    }

    /**
     * Returns the command without {@code spark-submit}, which takes most of a second, for a main class that configures
     * its session by system properties. The jar comes last, so that the class path keeps the prefix that the archive
     * requires.
     */
    List<String> plainWords(String main) {
        var words = java();
        defaults.properties().forEach((name, value) -> words.add("-D" + name + "=" + value));
        words.addAll(List.of("-cp", classPath.argument() + File.pathSeparator + jar, main));
        words.addAll(arguments);
        return words;
    }

    private List<String> java() {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(MODULE_FLAGS);
        words.addAll(jvmFlags);
        words.add("-Djava.io.tmpdir=" + defaults.temporary());
        return words;
    }
}
