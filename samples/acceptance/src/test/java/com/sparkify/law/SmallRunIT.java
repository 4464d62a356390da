package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Limits the number of S3 requests of a small run, which cost time and money. */
class SmallRunIT {
    /** A tenth above the measured 116 and 135, since threads may or may not share a look at a table's metadata. */
    private static final int MOST_REQUESTS_OF_FIRST_RUN = 128;

    private static final int MOST_REQUESTS_OF_NEXT_RUN = 149;
    private static final int PLAYS = 100;

    @Test
    void aSmallRunMakesFewRequests() throws IOException {
        WarmJob warm = WarmJob.on("small-run");
        LocalLake lake = warm.lake();
        put(lake, 1);
        long first = requestsOfRun(warm);
        put(lake, 2);
        long next = requestsOfRun(warm);

        assertThat(first).isLessThanOrEqualTo(MOST_REQUESTS_OF_FIRST_RUN);
        assertThat(next).isLessThanOrEqualTo(MOST_REQUESTS_OF_NEXT_RUN);
    }

    private static long requestsOfRun(WarmJob warm) throws IOException {
        Requests requests = new Requests();
        warm.lake().gate().apply(requests);
        assertThat(warm.job().run(warm.lake().arguments()).exitCode()).isZero();
        warm.lake().gate().apply(FaultGate.OPEN);
        System.out.printf("requests of a small run: %d, %s%n", requests.sum(), requests.counts);
        return requests.sum();
    }

    private static void put(LocalLake lake, int day) {
        StringBuilder lines = new StringBuilder();
        for (int play = 0; play < PLAYS; play++) {
            lines.append(
                    "{\"page\":\"NextSong\",\"sessionId\":%d,\"itemInSession\":%d,\"userId\":\"%d\",\"ts\":%d,\"level\":\"free\"}%n"
                            .formatted(day, play, play % 10, 1541030400000L + day * 86_400_000L + play * 1_000L));
        }
        String key = "log_data/2018/11/2018-11-%02d-events.json".formatted(day + 1);
        lake.put(key, lines.toString().getBytes(StandardCharsets.UTF_8));
        lake.announce(List.of(key));
    }

    /** Counts requests by method and folder of the lake; renewals of the lease depend on time. */
    private static final class Requests implements FaultGate.Rule {
        private final Map<String, Integer> counts = new TreeMap<>();

        @Override
        public synchronized FaultGate.Verdict before(FaultGate.Request request) {
            if (!request.target().contains("state/lease.json")) {
                String folder = request.target().replaceFirst(".*/(warehouse|json|state|pending|closing)/.*", "$1");
                counts.merge(request.method() + " " + (folder.contains("/") ? "other" : folder), 1, Integer::sum);
            }
            return FaultGate.Verdict.FORWARD;
        }

        synchronized int sum() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }
}
