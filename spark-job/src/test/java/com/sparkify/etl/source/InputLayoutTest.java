package com.sparkify.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputLayoutTest {
    private final InputLayout layout = new InputLayout("logs", "log_data/", "song_data/");

    @ParameterizedTest
    @CsvSource({
        "log_data/2018/11/2018-11-12-events.json,2018-11-12",
        "log_data/2018/11/12/part-1.json.gz,2018-11-12",
        "log_data/year=2018/month=11/day=2/x.json,2018-11-02",
        "log_data/dt=2018-11-02/x.json,2018-11-02",
        "log_data/2018/11/13/2018-11-12-events.json,2018-11-12",
        "log_data/2018-13-40-events.json,",
        "log_data/events.json,",
        "song_data/2018-11-12.json,"
    })
    void theLogPartitionIsInTheFileNameElseInTheFolders(String key, LocalDate expected) {
        assertThat(layout.logPartitionOf(key).orElse(null)).isEqualTo(expected);
    }

    @Test
    void onlyJsonUnderAPrefixIsInput() {
        assertThat(layout.kindOf("log_data/a.json")).contains(Kind.LOG);
        assertThat(layout.kindOf("song_data/a.json.gz")).contains(Kind.SONG);
        assertThat(layout.kindOf("log_data/a.csv")).isEmpty();
        assertThat(layout.kindOf("other/a.json")).isEmpty();
    }

    @Test
    void prefixesMustNotContainEachOther() {
        assertThatThrownBy(() -> new InputLayout("logs", "data/", "data/songs/"))
                .hasMessage("Log prefix and song prefix must not contain each other: 'data/', 'data/songs/'");
    }
}
