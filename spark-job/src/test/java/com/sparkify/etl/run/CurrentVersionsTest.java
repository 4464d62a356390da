package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.source.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CurrentVersionsTest {
    private final InMemoryObjectStore input =
            new InMemoryObjectStore(UUID.randomUUID().toString());

    @Test
    void manyObjectsAreListedAndOnlyThoseThatAreMissingAreRequested() {
        List<Announced> announced = announced(200);
        for (Announced one : announced.subList(0, 198)) {
            put(one.key());
        }
        CurrentVersions.Found found = found(announced);
        assertThat(found.failures()).isEmpty();
        assertThat(found.pins())
                .hasSize(198)
                .allSatisfy((key, pin) -> assertThat(pin)
                        .extracting("key", "kind", "etag")
                        .containsExactly(
                                key, Kind.SONG, input.head(key).orElseThrow().etag()));
        assertThat(input.heads).hasValue(2 + 198);
    }

    @Test
    void aListingEndsOnceItCostsMoreThanItSaves() {
        for (int other = 0; other < 3_000; other++) {
            put("song_data/A/%04d.json".formatted(other));
        }
        List<Announced> announced = announced(200);
        announced.forEach(one -> put(one.key()));
        assertThat(found(announced).pins()).hasSize(200);
        assertThat(input.heads).hasValue(200);
    }

    @Test
    void whereListingIsDeniedObjectsAreRequested() {
        List<Announced> announced = announced(200);
        announced.forEach(one -> put(one.key()));
        input.deniedListing = "song_data/";
        assertThat(found(announced).pins()).hasSize(200);
    }

    private static List<Announced> announced(int count) {
        List<Announced> announced = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = "song_data/%s/%04d.json".formatted(i % 2 == 0 ? "B" : "C", i);
            announced.add(new Announced(key, Kind.SONG, null, Announced.Action.LOAD, "manifest", false));
        }
        return announced;
    }

    private void put(String key) {
        input.put(key, key.getBytes(StandardCharsets.UTF_8));
    }

    private CurrentVersions.Found found(List<Announced> announced) {
        try (CurrentVersions versions = new CurrentVersions(input)) {
            return versions.of(announced);
        }
    }
}
