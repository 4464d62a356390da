package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The fuzzer makes what it is for, before Spark has any part in it. */
class FuzzerTest {

    @Test
    void linesAreOfAllThreeKinds() {
        SortedMap<String, byte[]> logs = new Fuzz(1).logs(20_000);

        long plays = 0;
        long notPlays = 0;
        long rejected = 0;
        for (Map.Entry<String, byte[]> log : logs.entrySet()) {
            Reading reading = Reading.of(log.getKey(), log.getValue()).orElseThrow();
            plays += reading.plays().size();
            notPlays += reading.notPlays().size();
            rejected += reading.rejected().size();
        }
        assertThat(plays + notPlays + rejected).isGreaterThan(19_900);
        assertThat(List.of(plays, notPlays, rejected)).allMatch(count -> count > 500);
    }

    @Test
    void songObjectsAreReadableAndNot() {
        SortedMap<String, byte[]> songs = new Fuzz(2).songs(2_000);

        long readable = songs.entrySet().stream()
                .filter(song -> Reading.of(song.getKey(), song.getValue()).isPresent())
                .count();
        assertThat(readable).isBetween(500L, 1_800L);
    }

    @Test
    void sameSeedMakesTheSame() {
        assertThat(new Fuzz(3).songs(50)).usingRecursiveComparison().isEqualTo(new Fuzz(3).songs(50));
    }
}
