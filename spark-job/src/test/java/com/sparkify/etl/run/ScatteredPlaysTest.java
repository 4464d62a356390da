package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cost of an object whose plays are far apart follows their number, not the time between them. */
class ScatteredPlaysTest {
    private static final long TWENTY_YEARS = 20 * 365 * 86_400_000L;
    private static final int PLAYS = 100;
    private static final int DIMENSIONS = 3;
    private static final String STATE = "state/derived.json";

    private final String key = log(1);

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void removingScatteredPlaysTakesOneDeleteForEachDayWithAPlay() {
        lake.upload(key, scattered());
        assertThat(lake.run("--publish", "none")).isTrue();
        long days = number("select count(distinct date(start_time)) from sparkify.songplays");
        lake.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(key));
        assertThat(lake.run("--publish", "none")).isTrue();
        assertThat(number("select count(*) from sparkify.songplays")).isZero();
        assertThat(number("select count(*) from sparkify_internal.play_records"))
                .isZero();
        assertThat(number("select count(*) from lake.sparkify_internal.play_records.delete_files"))
                .isLessThanOrEqualTo(days);
    }

    /** The state keeps a limited number of ranges, so those of very many scattered plays cover the time between. */
    @Test
    void publishingScatteredPlaysListsDaysWithRowsOnly() {
        lake.upload(key, scattered());
        assertThat(lake.run()).isTrue();
        String twentyYears = "\"0-%d\"".formatted(TWENTY_YEARS / 60_000);
        lake.bucket.put(
                STATE,
                lake.bucket
                        .text(STATE)
                        .replace(
                                "\"cells\":{}",
                                "\"cells\":{\"songplays\":%s,\"time\":%s}".formatted(twentyYears, twentyYears)));
        AtomicInteger listings = new AtomicInteger();
        lake.bucket.beforeListing(prefix -> listings.addAndGet(prefix.startsWith("json/") ? 1 : 0));
        lake.upload(log(2), play("one", 2, "free", "x"));
        assertThat(lake.run()).isTrue();
        int days = (int) number("select count(distinct date(start_time)) from sparkify.songplays");
        assertThat(listings.get()).isBetween(2 * days, 2 * days + DIMENSIONS);
        assertThat(lake.bucket.list("json/songplays/")).hasSize(days);
        assertThat(lake.bucket.list("json/time/")).hasSize(days);
    }

    /** Lines of plays at random times. */
    private static String scattered() {
        return new Random(7)
                .longs(PLAYS, 0, TWENTY_YEARS)
                .mapToObj("""
                        {"page":"NextSong","sessionId":1,"itemInSession":1,"userId":"u","ts":%d,"level":"free"}
                        """::formatted)
                .collect(Collectors.joining());
    }

    private long number(String sql) {
        return Long.parseLong(lake.rows(sql).get(0));
    }
}
