package com.sparkify.local.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Thrown if a stage failed. */
public final class SmokeFailure extends Exception {
    private static final Map<Pattern, String> CAUSES = new LinkedHashMap<>();

    static {
        cause(
                "Cannot find catalog plugin|(ClassNotFound|NoClassDefFound).*org[./]apache[./]iceberg",
                "the release has no Iceberg where the setting icebergJar looks for it");
        cause(
                "(NoSuchMethod|NoClassDefFound).*software[./]amazon[./]awssdk",
                "the release has another AWS SDK: build the job with mvn -Pown-sdk package");
        cause("UnsupportedClassVersionError", "the release starts another Java than 17: set jobJavaHome");
        cause("assume", "EMR may not assume the job's role: see the role's trust policy");
        cause("Lake Formation", "Lake Formation governs the catalog: grant the job's role both databases");
        cause("AccessDenied|answered 403", "the job's role lacks a permission that the message names");
    }

    private final SmokeStage stage;

    SmokeFailure(SmokeStage stage, String what) {
        super("%s: %s. Likely cause: %s".formatted(stage, what, likelyCause(stage, what)));
        this.stage = stage;
    }

    public SmokeStage stage() {
        return stage;
    }

    private static String likelyCause(SmokeStage stage, String what) {
        return CAUSES.entrySet().stream()
                .filter(cause -> stage != SmokeStage.CHECKS
                        && cause.getKey().matcher(what).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(stage.likelyCause());
    }

    private static void cause(String pattern, String text) {
        CAUSES.put(Pattern.compile(pattern), text);
    }
}
