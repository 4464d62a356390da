package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Plays a schedule on the real job, and verifies everything after each run. */
final class ScheduleRunner {
    private final LocalLake lake;
    private final JobJvm job;
    private final HardCases hardCases;

    ScheduleRunner(LocalLake lake, JobJvm job, HardCases hardCases) {
        this.lake = lake;
        this.job = job;
        this.hardCases = hardCases;
    }

    void play(Schedule schedule) throws IOException {
        lake.begin("schedule-" + schedule.seed());
        job.useLake(lake.catalog());
        ModelWorld world = new ModelWorld(schedule.onError());
        TablesNow tables = null;
        for (int step = 0; step < schedule.steps().size(); step++) {
            String where = "seed " + schedule.seed() + ", run " + (step + 1) + ", log " + job.log();
            Map<String, Reading> before = Map.copyOf(world.accepted());
            schedule.steps().get(step).forEach(action -> action.happen(world, lake));
            JobJvm.Run run = job.run(lake.arguments(
                    "--on-error",
                    schedule.onError().argument(),
                    "--batch-objects",
                    Integer.toString(schedule.batchObjects()),
                    "--publish-rows",
                    Integer.toString(schedule.publishRows()),
                    "--local-mib",
                    Integer.toString(schedule.localMib())));
            world.run();
            assertThat(run.exitCode()).as(where + "\n" + run.printed()).isZero();
            assertThat(lake.pendingManifests()).as(where).isZero();
            boolean isErasing = schedule.steps().get(step).stream().anyMatch(Action.Erase.class::isInstance);
            tables = look(where, world, schedule.publishRows(), before, tables, isErasing);
            hardCases.observe(before, world.accepted(), schedule.publishRows());
        }
        hardCases.observe(world);
    }

    private TablesNow look(
            String where,
            ModelWorld world,
            int publishRows,
            Map<String, Reading> before,
            TablesNow tablesBefore,
            boolean isErasing)
            throws IOException {
        Rows expected = world.rows();
        TablesNow tables = TablesNow.of(job);
        assertThat(expected.differences(tables.rows())).as("tables, " + where).isEmpty();
        assertThat(Published.read(lake.published()))
                .as("json, " + where)
                .isEqualTo(Published.expected(expected, publishRows));
        // an erasure applies the deletes of every day
        if (tablesBefore != null && !isErasing) {
            Set<String> touched = touchedDays(before, world.accepted());
            for (Table table : List.of(Table.SONGPLAYS, Table.TIME)) {
                assertThat(touched)
                        .as("days of " + table + " with new files, " + where)
                        .containsAll(tables.daysWithOtherFiles(tablesBefore, table));
            }
            if (before.equals(world.accepted())) {
                for (Table table : Table.values()) {
                    if (table.isPublished()) {
                        assertThat(tables.files().get(table))
                                .as("nothing changed in " + table + ", " + where)
                                .isEqualTo(tablesBefore.files().get(table));
                    }
                }
            }
        }
        return tables;
    }

    /** Days of plays in objects that changed, and of plays that a song record which came or went could match. */
    private static Set<String> touchedDays(Map<String, Reading> before, Map<String, Reading> after) {
        Set<String> days = new TreeSet<>();
        Set<Match> matches = new HashSet<>();
        Map<String, Reading> changed = new HashMap<>(before);
        changed.putAll(after);
        for (String key : changed.keySet()) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                for (Map<String, Reading> side : List.of(before, after)) {
                    Reading reading = side.get(key);
                    if (reading != null) {
                        reading.plays().forEach(play -> days.add(day(play)));
                        reading.songs().forEach(song -> matches.addAll(allOf(song.songId(), before, after)));
                    }
                }
            }
        }
        for (Reading reading : changed.values()) {
            reading.plays().stream()
                    .filter(play -> Match.of(play).filter(matches::contains).isPresent())
                    .forEach(play -> days.add(day(play)));
        }
        return days;
    }

    /** A record that goes may uncover another of the same song. */
    private static Set<Match> allOf(String songId, Map<String, Reading> before, Map<String, Reading> after) {
        Set<Match> matches = new HashSet<>();
        for (Map<String, Reading> side : List.of(before, after)) {
            side.values()
                    .forEach(reading -> reading.songs().stream()
                            .filter(song -> song.songId().equals(songId))
                            .forEach(song -> Match.of(song).ifPresent(matches::add)));
        }
        return matches;
    }

    private static String day(ModelPlay play) {
        return Rows.time(play.natural().ts()).substring(0, 10);
    }
}
