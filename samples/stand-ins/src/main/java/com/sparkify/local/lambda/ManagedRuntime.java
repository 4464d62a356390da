package com.sparkify.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The contents of Lambda's managed Java runtime besides a function's own jars: AWS's runtime interface client. */
final class ManagedRuntime {

    static final String MAIN = AWSLambda.class.getName();

    /** Options with which Lambda starts Java 17 in a function of 512 MB. */
    static final List<String> JVM_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx426m");

    private static final String LIBRARY_PROPERTY =
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /**
     * Names the client's native library. By default each process unpacks it to the same file in /tmp, and crashes if
     * another one is writing that file. Empty where the client must choose the library itself.
     */
    static final List<String> LIBRARY_OPTION = libraryOption();

    private ManagedRuntime() {}

    private static List<String> libraryOption() {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String library = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
        try (InputStream content = AWSLambda.class.getResourceAsStream(library)) {
            if (content == null || usesMusl()) {
                return List.of();
            }
            Path file = Files.createTempFile("libaws-lambda-jni", ".so");
            file.toFile().deleteOnExit();
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return List.of(LIBRARY_PROPERTY + "=" + file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + library, e);
        }
    }

    private static boolean usesMusl() throws IOException {
        Path libraries = Path.of("/lib");
        if (!Files.isDirectory(libraries)) {
            return false;
        }
        try (Stream<Path> files = Files.list(libraries)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("ld-musl-"));
        }
    }

    /** Returns the jars of the client and its dependencies, from the class path. */
    static List<Path> jars() {
        return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(ManagedRuntime::jar)
                .distinct()
                .toList();
    }

    private static Path jar(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The jar of " + type.getName() + " has no path", e);
        }
    }
}
