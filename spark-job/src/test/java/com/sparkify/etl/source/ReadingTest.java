package com.sparkify.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.run.LakeFixture;
import com.sparkify.etl.source.ReadOutcome.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadingTest {
    private static final String KEY = "log_data/2018-11-01-events.json";

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void rowsThatAreReadAgainOfAnotherVersionAreNoneOfThisBatch() {
        lake.input.put(KEY, "{\"page\":\"Home\"}\n");
        var head = lake.input.head(KEY).orElseThrow();
        Pin pin = new Pin(KEY, Kind.LOG, head.etag(), null, head.size());
        Reading reading = Reading.of(lake.session, lake.input, List.of(pin), "run");
        assertThat(reading.outcomes().get(KEY).status()).isEqualTo(Status.READ);
        assertThat(reading.rows(ParsedRows.PLAY).count()).isZero();
        // what an executor kept is lost, and the object is overwritten before another one reads it
        reading.close();
        lake.input.put(KEY, "{\"page\":\"NextSong\"}\n");
        assertThatThrownBy(() -> reading.rows(ParsedRows.PLAY).count())
                .hasStackTraceContaining("Read again, " + KEY + " gave")
                .hasStackTraceContaining("this batch commits nothing of it");
    }
}
