package com.sparkify.law;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the hard cases that occurred between two states, as observed in the objects' contributions and the tables
 * rather than assumed from the scenes.
 */
final class HardCases {
    private final Map<String, Long> counts = new TreeMap<>();

    Map<String, Long> counts() {
        return counts;
    }

    /** @param publishRows the most rows of a published file */
    void observe(Map<String, Reading> before, Map<String, Reading> after, int publishRows) {
        Rows rowsBefore = Model.tables(before.values());
        Rows rowsAfter = Model.tables(after.values());
        add(PlayCases.between(before, after));
        add(SongCases.between(before, after, rowsBefore, rowsAfter));
        days(daysOver(rowsBefore, publishRows), daysOver(rowsAfter, publishRows), rowsAfter);
        Set<String> times = new HashSet<>(rowsBefore.tables().get(Table.TIME).keySet());
        times.removeAll(rowsAfter.tables().get(Table.TIME).keySet());
        add("time row goes", times.size());
        before.forEach((key, reading) -> {
            boolean isCleared = !reading.rejected().isEmpty()
                    && after.containsKey(key)
                    && after.get(key).rejected().isEmpty();
            add("rejected rows are cleared", isCleared ? 1 : 0);
        });
    }

    /** Counts what only the whole history of a schedule shows. */
    void observe(ModelWorld world) {
        add("version comes back (A, B, A)", world.returns());
        add("unreadable version upon a good one", world.refused());
        add("object is retracted", world.retracted());
        add("line goes because its user is erased", world.linesErased());
        add("line is read after its user was erased", world.linesOfErased());
        add("sweep with upkeep", world.sweeps());
    }

    private void add(Map<String, Long> more) {
        more.forEach(this::add);
    }

    private void add(String name, long count) {
        counts.merge(name, count, Long::sum);
    }

    private void days(Set<String> before, Set<String> after, Rows rowsAfter) {
        add(
                "day grows over the limit of a file",
                after.stream().filter(day -> !before.contains(day)).count());
        Set<String> left = new HashSet<>();
        rowsAfter.all(Table.SONGPLAYS).forEach(row -> left.add(day(row)));
        add(
                "day shrinks under the limit of a file",
                before.stream()
                        .filter(day -> !after.contains(day) && left.contains(day))
                        .count());
    }

    private static Set<String> daysOver(Rows rows, int publishRows) {
        Map<String, Integer> plays = new TreeMap<>();
        rows.all(Table.SONGPLAYS).forEach(row -> plays.merge(day(row), 1, Integer::sum));
        Set<String> over = new TreeSet<>();
        plays.forEach((day, count) -> {
            if (count > publishRows) {
                over.add(day);
            }
        });
        return over;
    }

    private static String day(List<String> songplay) {
        return songplay.get(Table.SONGPLAYS.names().indexOf("start_time")).substring(0, 10);
    }
}
