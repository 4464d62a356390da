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
    void aRunThatLingersHasLoadedSinceTheLastGoodRunEnded() {
        var active = new Active("sparkify-load-x", "RUNNING", NOW.minusSeconds(300));
        var status = status(List.of(active), Optional.of(NOW.minusSeconds(420)), NOW.minusSeconds(51));

        assertThat(new StatusText(status, Optional.empty(), List.of(), NOW).lines())
                .contains("last good run      2018-11-12T10:08:30Z, 7 minutes ago; the running one loaded a batch"
                        + " 51 seconds ago");
    }

    @Test
    void theLaterOfTwoSuccessesIsTheLast() {
        Instant later = NOW.minusSeconds(10);
        var status = status(List.of(), Optional.of(NOW.minusSeconds(420)), NOW.minusSeconds(400));

        assertThat(status.withLastSuccess(Optional.of(later)).runs().lastSuccess())
                .hasValue(later);
        assertThat(status.withLastSuccess(Optional.empty()).runs().lastSuccess())
                .hasValue(NOW.minusSeconds(420));
    }

    @Test
    void fewRejectedRowsAmongManyAreNotNone() {
        var status = status(List.of(), Optional.empty(), NOW.minusSeconds(51));
        LocalDate date = LocalDate.parse("2018-11-12");
        var days = List.of(new Day(date, 0, 16_092, 5, Map.of()), new Day(date, 0, 16_092, 0, Map.of()));

        assertThat(new StatusText(status, Optional.empty(), days, NOW).lines())
                .contains("2018-11-12                0       16,092        5 (<0.1%)  not counted")
                .contains("2018-11-12                0       16,092        0 ( 0.0%)  not counted");
    }

    private static StackStatus status(List<Active> active, Optional<Instant> lastSuccess, Instant writtenAt) {
        return new StackStatus(
                true,
                Queued.NONE,
                PendingManifests.of(List.of()),
                new Runs(active, lastSuccess),
                Optional.of(new CurrentSet("b1", writtenAt)));
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
