package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every failure on mutated events is classified, and the manifests contain exactly the objects that an independent
 * extraction finds. {@code -Dfuzz.events=1000000} is the full run, {@code -Dfuzz.seed} repeats one.
 */
class EventFuzzTest {
    private static final int EVENTS = Integer.getInteger("fuzz.events", 10_000);

    @Test
    void manifestsHoldExactlyWhatMutatedEventsAnnounce() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("EventFuzzTest: -Dfuzz.seed=" + seed + " -Dfuzz.events=" + EVENTS);
        Mutations mutations = new Mutations(new Random(seed));
        int announcing = 0;
        LauncherFixture bench = new LauncherFixture();
        for (int i = 0; i < EVENTS; i++) {
            byte[] event = mutations.next();
            Set<String> expected = Extraction.keysIn(event);
            Set<String> announced = announced(bench, event);
            if (!announced.equals(expected)) {
                assertThat(announced)
                        .as(
                                "-Dfuzz.seed=%d -Dfuzz.events=%d: the last event, %s",
                                seed, i + 1, new String(event, StandardCharsets.UTF_8))
                        .isEqualTo(expected);
            }
            announcing += expected.isEmpty() ? 0 : 1;
            bench = i % 1_000 == 0 ? new LauncherFixture() : bench;
        }
        System.out.println("EventFuzzTest: " + announcing + " of " + EVENTS + " events announced objects");
        assertThat(announcing).isGreaterThan(EVENTS * 3 / 10);
    }

    private static Set<String> announced(LauncherFixture bench, byte[] event) {
        try {
            bench.handle(event);
        } catch (RefusedException | LauncherHandler.LaunchFailedException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
        Set<String> keys = new TreeSet<>();
        bench.announced().forEach(object -> keys.add(object.path("key").textValue()));
        bench.s3.keys("pending/").forEach(bench.s3::remove);
        return keys;
    }
}
