package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One day among many is replaced: no other day's files are touched. */
class YearTest {
    private static final int DAYS = 365;
    private static final LocalDate FIRST = LocalDate.parse("2018-01-01");

    private static String key(LocalDate day) {
        return "log_data/%s-events.json".formatted(day);
    }

    private static String plays(LocalDate day, int count) {
        long noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"page\":\"NextSong\",\"sessionId\":%d,\"itemInSession\":%d,\"userId\":\"u%d\",\"ts\":%d}\n"
                    .formatted(day.toEpochDay(), i, i, noon + i));
        }
        return lines.toString();
    }

    @Test
    void replacingOneDayAmong365ChangesFilesOfThatDayOnly() {
        try (LakeFixture fixture = new LakeFixture()) {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < DAYS; i++) {
                LocalDate day = FIRST.plusDays(i);
                fixture.input.put(key(day), plays(day, 2));
                keys.add(key(day));
            }
            fixture.announce(keys.toArray(String[]::new));
            assertThat(fixture.run()).isTrue();
            assertThat(fixture.rows("select count(*) from sparkify.songplays")).containsExactly("730");
            List<Set<String>> before = List.of(files(fixture, "songplays"), files(fixture, "time"));

            LocalDate day = FIRST.plusDays(200);
            fixture.upload(key(day), plays(day, 3));
            assertThat(fixture.run()).isTrue();

            for (String table : List.of("songplays", "time")) {
                Set<String> earlier = before.get(table.equals("time") ? 1 : 0);
                Set<String> now = files(fixture, table);
                assertThat(difference(now, earlier))
                        .as("%s added", table)
                        .allMatch(file -> file.startsWith(day.toString()));
                assertThat(difference(earlier, now))
                        .as("%s removed", table)
                        .allMatch(file -> file.startsWith(day.toString()));
                assertThat(difference(now, earlier)).isNotEmpty();
                System.out.println(table + ": "
                        + fixture.rows("select summary['changed-partition-count'],"
                                + " summary['added-data-files'], summary['deleted-data-files'], summary['total-data-files']"
                                + " from lake.sparkify." + table + ".snapshots order by committed_at desc limit 1"));
                assertThat(fixture.rows("select summary['changed-partition-count'] from lake.sparkify." + table
                                + ".snapshots order by committed_at desc limit 1"))
                        .containsExactly("1");
            }
            assertThat(fixture.rows("select count(*) from sparkify.songplays")).containsExactly("731");
        }
    }

    private static Set<String> difference(Set<String> one, Set<String> other) {
        Set<String> difference = new HashSet<>(one);
        difference.removeAll(other);
        return difference;
    }

    /** Each data file as its day and path. */
    private static Set<String> files(LakeFixture fixture, String table) {
        return new HashSet<>(fixture.rows(
                "select concat(partition.start_time_day, ' ', file_path) from lake.sparkify." + table + ".files"));
    }
}
