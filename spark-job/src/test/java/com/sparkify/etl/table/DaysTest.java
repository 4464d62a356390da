package com.sparkify.etl.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaysTest {
    private static String text(LocalDate... days) {
        return Days.contain(col("t"), List.of(days)).toString();
    }

    @Test
    void neighbouringDaysAreOneRangeWhoseBoundsAreDays() {
        LocalDate day = LocalDate.parse("2018-11-01");
        assertThat(text(day.plusDays(1), day))
                .contains("2018-11-01")
                .contains("2018-11-03")
                .doesNotContain("2018-11-02")
                .doesNotContain("or");
        assertThat(text(day, day.plusDays(2)))
                .contains("2018-11-01", "2018-11-02", "2018-11-03", "2018-11-04")
                .contains("or");
    }

    @Test
    void noDayContainsNothing() {
        assertThat(text()).isEqualTo("false");
    }
}
