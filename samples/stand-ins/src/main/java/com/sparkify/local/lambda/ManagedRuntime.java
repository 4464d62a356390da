package com.sparkify.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The contents of Lambda's managed Java runtime besides a function's own jars: AWS's runtime interface client. */
final class ManagedRuntime {

    static final String MAIN = AWSLambda.class.getName();

    /** Options with which Lambda starts Java 17 in a function of 512 MB. */
    static final List<String> JVM_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx426m");

    private ManagedRuntime() {}

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
