package com.sparkify.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The day after the newest log has only the plays that the log of the day before holds. */
class SeriesTest {

    private static final Plot PLOT = Plot.line("day", "plays");
    private static final QueryRows DAYS =
            new QueryRows(List.of("day", "plays"), List.of(day("2018-11-30", 422), day("2018-12-01", 8)));

    @Test
    void theDayAfterTheNewestLogIsNotPlotted() {
        Series series = Series.of(PLOT, DAYS, "2018-11-30");

        assertThat(series.plotted().rows()).containsExactly(DAYS.first());
        assertThat(series.note()).isEqualTo("Not plotted: 8 plays of 2018-12-01, whose own log is not loaded.");
    }

    @Test
    void allDaysArePlottedIfTheLastHasALogOrNoDateIsKnown() {
        for (String newest : List.of("2018-12-01", "2018-11-12", "")) {
            assertThat(Series.of(PLOT, DAYS, newest)).as(newest).isEqualTo(new Series(DAYS, ""));
        }
    }

    @Test
    void anotherAxisIsNoDay() {
        QueryRows hours = new QueryRows(List.of("hour", "plays"), List.of(Map.of("hour", IntNode.valueOf(1))));

        assertThat(Series.of(Plot.line("hour", "plays"), hours, "2018-11-30").plotted())
                .isSameAs(hours);
    }

    private static Map<String, JsonNode> day(String day, int plays) {
        return Map.of("day", TextNode.valueOf(day), "plays", IntNode.valueOf(plays));
    }
}
