package com.sparkify.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.status.Runs.Active;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final Instant NOW = Instant.parse("2018-11-12T10:15:30Z");

    @Test
    void whatWaitsAndRunsIsToldWithItsAge() {
        var status = new StackStatus(
                true,
                new Queued(12, 3, 1),
                PendingManifests.of(
                        List.of("pending/20181112T100000123Z-a.json", "pending/20181112T101500000Z-b.json")),
                new Runs(
                        List.of(new Active("sparkify-load-x", "RUNNING", NOW.minusSeconds(34))),
                        Optional.of(NOW.minusSeconds(3 * 3600))),
                Optional.of(new CurrentSet("b1", NOW.minusSeconds(200))));
        var day = new Day(LocalDate.parse("2018-11-12"), 2, 12345, 12, Map.of("unknown", 7L));

        assertThat(new StatusText(status, Optional.of("log_data/x.json, 2018-11-12T10:12:10Z"), List.of(day), NOW)
                        .lines())
                .containsExactly(
                        "queued             12 events wait, the launcher has 3, 1 dead letters",
                        "pending            2 manifests, the oldest is 15 minutes old",
                        "running            sparkify-load-x RUNNING for 34 seconds",
                        "last good run      2018-11-12T07:15:30Z, 3 hours ago",
                        "newest announced   2018-11-12T10:15:00Z, 30 seconds ago, and is not loaded yet",
                        "newest loaded      log_data/x.json, 2018-11-12T10:12:10Z; batch b1, 2018-11-12T10:12:10Z,"
                                + " 3 minutes ago",
                        "",
                        "day         refused objects    rows read   rejected rows  fields that drifted",
                        "2018-11-12                2       12,345       12 ( 0.1%)  7 unknown");
    }

    @Test
    void aRestingLakeWithNothingInItSaysSo() {
        var status = new StackStatus(
                false,
                Queued.NONE,
                PendingManifests.of(List.of()),
                new Runs(List.of(), Optional.empty()),
                Optional.empty());

        assertThat(new StatusText(status, Optional.empty(), List.of(), NOW).lines())
                .containsExactly(
                        "queued             nothing: no stand-ins are up; ./sparkify up starts them",
                        "pending            nothing",
                        "running            nothing",
                        "last good run      none in the last week",
                        "newest announced   all of it is loaded",
                        "newest loaded      nothing yet",
                        "",
                        "Nothing was read in the last seven days.");
    }

    @Test
    void aBacklogIsCountedUpToABound() {
        List<String> keys = IntStream.rangeClosed(0, PendingManifests.MOST)
                .mapToObj("pending/20181112T1000%05dZ-x.json"::formatted)
                .toList();

        var pending = PendingManifests.of(keys);

        assertThat(pending.manifests()).isEqualTo(PendingManifests.MOST);
        assertThat(pending.isMore()).isTrue();
        assertThat(pending.oldest()).hasValue(Instant.parse("2018-11-12T10:00:00Z"));
        assertThat(pending.newest()).isEmpty();
    }
}
