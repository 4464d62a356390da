package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;

/** A file every five minutes, a nudge between two files, and runs of three minutes that all fail. */
class FailingFeedTest {
    private static final int RUN_MINUTES = 3;
    private static final int LONGEST_WAIT = 10;
    /** Events come every five minutes and nudges in between. */
    private static final int NEXT_CALL = 3;

    private final LauncherFixture bench = new LauncherFixture();
    private final List<Integer> started = new ArrayList<>();
    /** By key of the manifest. */
    private final Map<String, Integer> announced = new TreeMap<>();

    private final List<Integer> latencies = new ArrayList<>();
    private int minute;

    /** S3 denies it, so each run loads all others, and then fails. */
    @Test
    void oneObjectThatStaysPendingDelaysTheOthersByMinutes() {
        bench.s3.put("pending/20181112T100000000Z-bad.json", new byte[0]);
        play(6 * 60, 6 * 60, true);

        assertThat(latencies)
                .hasSizeGreaterThan(65)
                .allSatisfy(latency -> assertThat(latency).isLessThanOrEqualTo(LONGEST_WAIT + NEXT_CALL + RUN_MINUTES));
    }

    @Test
    void aBrokenReleaseStartsARunInTenMinutesAtMost() {
        play(6 * 60, 6 * 60, false);

        assertThat(latencies).isEmpty();
        assertThat(gaps().subList(3, gaps().size()))
                .hasSizeGreaterThan(20)
                .allSatisfy(gap ->
                        assertThat(gap).isBetween(RUN_MINUTES + LONGEST_WAIT, RUN_MINUTES + LONGEST_WAIT + NEXT_CALL));
    }

    /** Work that every failed run has seen is tried ever more rarely. */
    @Test
    void theDelayGrowsAgainWhenNoMoreFilesCome() {
        play(60, 24 * 60, false);

        assertThat(gaps().subList(gaps().size() - 5, gaps().size()))
                .allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(120));
    }

    private void play(int feedMinutes, int minutes, boolean loads) {
        for (minute = 0; minute < minutes; minute++) {
            if (!started.isEmpty() && minute == last(started) + RUN_MINUTES) {
                endRun(loads);
            }
            if (minute % 5 == 0 && minute < feedMinutes) {
                List<String> before = bench.s3.keys("pending/");
                call(Puts.event("log_data/" + minute + ".json"));
                bench.s3.keys("pending/").stream()
                        .filter(key -> !before.contains(key))
                        .forEach(key -> announced.put(key, minute));
            } else if (minute % 5 == 2) {
                call(LauncherFixture.sample("nudge.json"));
            }
            bench.clock.advance(Duration.ofMinutes(1));
        }
    }

    private void call(byte[] event) {
        int before = bench.emr.starts.size();
        bench.handle(event);
        if (bench.emr.starts.size() > before) {
            started.add(minute);
        }
    }

    private void endRun(boolean loads) {
        if (loads) {
            announced.forEach((key, since) -> {
                bench.s3.remove(key);
                latencies.add(minute - since);
            });
            announced.clear();
        }
        bench.emr.set(last(bench.emr.launchIds()), JobRunState.FAILED);
    }

    private List<Integer> gaps() {
        return IntStream.range(1, started.size())
                .mapToObj(i -> started.get(i) - started.get(i - 1))
                .toList();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
