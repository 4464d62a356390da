package com.sparkify.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTest {

    @Test
    void countsOfADay() throws IOException {
        Books books = Books.parse("""
                {"newest": {"key": "log_data/a.json", "at": "2018-11-30T00:00:01.999999Z"}, "days": [
                {"day": "2018-11-30", "refused": 1, "rows_read": 20, "rejected": 2,
                "fields_unknown": 3, "fields_missing": 4, "fields_other_type": 5}]}""");

        assertThat(books.newest()).contains("log_data/a.json, 2018-11-30T00:00:01Z");
        assertThat(books.days())
                .containsExactly(new Day(
                        LocalDate.of(2018, 11, 30),
                        1,
                        20,
                        2,
                        Map.of("unknown", 3L, "missing", 4L, "of another type", 5L)));
    }

    @Test
    void aLakeOfAnEarlierReleaseCountsNoDrift() throws IOException {
        var books = Books.parse(
                "{\"days\": [{\"day\": \"2018-11-30\", \"refused\": 0, \"rows_read\": 1, \"rejected\": 0}]}");

        assertThat(books.days().get(0).drift()).isEmpty();
    }

    @Test
    void thereMayBeNothingYet() throws IOException {
        assertThat(Books.parse("{}").newest()).isEmpty();
        assertThat(Books.parse("{}").days()).isEmpty();
    }
}
