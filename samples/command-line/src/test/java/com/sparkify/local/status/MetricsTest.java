package com.sparkify.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

class MetricsTest {

    private static final Instant TODAY = Instant.parse("2018-11-12T00:00:00Z");
    private static final Instant YESTERDAY = Instant.parse("2018-11-11T00:00:00Z");

    @Test
    void theSumsOfADayAreOneRow() throws IOException {
        var asked = new ArrayList<GetMetricDataRequest>();
        CloudWatchClient cloudWatch = new CloudWatchClient() {
            @Override
            public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
                asked.add(request);
                return GetMetricDataResponse.builder()
                        .metricDataResults(
                                result("mRowsRead", Map.of(TODAY, 500.0, YESTERDAY, 20.0)),
                                result("mRowsRejected", Map.of(TODAY, 5.0)),
                                result("mObjectsRefused", Map.of(YESTERDAY, 1.0)),
                                result("mFieldsUnknown", Map.of(TODAY, 3.0)))
                        .build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };

        assertThat(Metrics.of(cloudWatch, TODAY.plusSeconds(4_000)))
                .containsExactly(
                        new Day(LocalDate.parse("2018-11-11"), 1, 20, 0, Map.of()),
                        new Day(LocalDate.parse("2018-11-12"), 0, 500, 5, Map.of("unknown", 3L)));
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).startTime()).isEqualTo(Instant.parse("2018-11-06T00:00:00Z"));
        assertThat(asked.get(0).metricDataQueries())
                .extracting(query -> query.metricStat().metric().metricName())
                .containsExactlyInAnyOrderElementsOf(defined());
        assertThat(asked.get(0).metricDataQueries())
                .allSatisfy(query ->
                        assertThat(query.metricStat().metric().namespace()).isEqualTo("Sparkify"));
    }

    /** What the deployment makes of the summaries of runs, as the golden cases say. */
    private static List<String> defined() throws IOException {
        var names = new ArrayList<String>();
        for (String line :
                Files.readAllLines(Installation.current().home().resolve("samples/protocol/metrics.jsonl"))) {
            names.add(new ObjectMapper().readTree(line).required("metric").textValue());
        }
        return names;
    }

    private static MetricDataResult result(String id, Map<Instant, Double> sums) {
        List<Instant> times = List.copyOf(sums.keySet());
        return MetricDataResult.builder()
                .id(id)
                .timestamps(times)
                .values(times.stream().map(sums::get).toList())
                .build();
    }
}
