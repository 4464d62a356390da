package com.sparkify.etl.publish;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.publish.ModelLeaves.Row;
import com.sparkify.etl.table.LakeTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The publisher's steps over rows in memory, for models of the whole protocol. The real {@link LeafTree} determines the
 * files.
 */
public final class ModelPublisher {
    /** The published files, each with the texts of its rows. */
    private final TreeMap<String, List<String>> files = new TreeMap<>();

    private final Map<LakeTable, TreeMap<Long, Long>> counts = new EnumMap<>(LakeTable.class);
    /** The days with stored counts: all days with files are among them. */
    private final Map<LakeTable, Set<Long>> countedDays = new EnumMap<>(LakeTable.class);

    private final Function<LakeTable, List<Row>> rows;
    private final Random random;
    private final Consumer<String> step;
    private final Consumer<String> occurred;

    private record Write(LakeTable table, Leaf leaf) {}

    /**
     * Creates a lake without files.
     *
     * @param rows returns the current rows of a table
     * @param step receives the name of each step
     * @param occurred receives changes of the tree of files
     */
    public ModelPublisher(
            Function<LakeTable, List<Row>> rows, Random random, Consumer<String> step, Consumer<String> occurred) {
        this.rows = rows;
        this.random = random;
        this.step = step;
        this.occurred = occurred;
        LakeTable.STAR.forEach(table -> {
            counts.put(table, new TreeMap<>());
            countedDays.put(table, new TreeSet<>());
        });
    }

    /** The published files, each with its rows. */
    public Map<String, List<String>> files() {
        return files;
    }

    /** Writes the files of changed cells, and removes what they replace. */
    public void publish(Map<LakeTable, LongRanges> changed, long mostRows) {
        Map<LakeTable, List<Row>> current = new EnumMap<>(LakeTable.class);
        Map<LakeTable, TreeMap<Long, Long>> now = new EnumMap<>(LakeTable.class);
        changed.forEach((table, cells) -> {
            current.put(table, rows.apply(table));
            TreeMap<Long, Long> counted = new TreeMap<>(counts.get(table));
            counted.keySet().removeIf(cells::contains);
            counted.putAll(ModelLeaves.counted(current.get(table), cells));
            now.put(table, counted);
        });
        counts.putAll(now);
        now.forEach((table, counted) -> countedDays.get(table).addAll(ModelLeaves.days(table, counted.keySet())));
        step.accept("publish: counts");
        List<Write> toWrite = new ArrayList<>();
        Set<String> toRemove = new HashSet<>();
        changed.forEach((table, cells) -> {
            Set<Long> days = ModelLeaves.days(table, cells);
            days.retainAll(countedDays.get(table));
            for (long day : days) {
                List<Leaf> leaves = ModelLeaves.leaves(table, day, mostRows, now.get(table), current.get(table));
                plan(table, ModelLeaves.folder(table, day), cells, leaves, toWrite, toRemove);
            }
        });
        Set<String> stays = published();
        Set<String> texts = new HashSet<>();
        current.values().forEach(some -> some.forEach(row -> texts.add(row.text())));
        stays.retainAll(texts);
        Collections.shuffle(toWrite, random); // written by several workers, in no order
        for (Write write : toWrite) {
            files.put(
                    write.leaf().path(), ModelLeaves.content(write.table(), write.leaf(), current.get(write.table())));
            step.accept("publish: put");
        }
        check(stays);
        for (String path : toRemove) {
            files.remove(path);
            check(stays);
            step.accept("publish: removal");
        }
        now.forEach((table, counted) -> countedDays.get(table).retainAll(ModelLeaves.days(table, counted.keySet())));
        step.accept("publish: empty days");
    }

    private Set<String> published() {
        Set<String> texts = new HashSet<>();
        files.values().forEach(texts::addAll);
        return texts;
    }

    /** A reader of all files must not miss a row that stays. */
    private void check(Set<String> stays) {
        if (!published().containsAll(stays)) {
            throw new AssertionError("A reader misses rows that stay: " + stays + ", but " + files);
        }
    }

    public void publishAll(long mostRows) {
        for (LakeTable table : LakeTable.STAR) {
            Set<Long> days = new TreeSet<>(counts.get(table).keySet());
            rows.apply(table).forEach(row -> days.add(row.cell()));
            files.keySet().forEach(path -> {
                LocalDate day = path.startsWith(table.title() + "/") ? PublishedTable.dayOf(path) : null;
                if (day != null) {
                    days.add(day.toEpochDay() * ModelLeaves.DAY_MINUTES);
                }
            });
            long[] cells = days.stream().mapToLong(Long::longValue).toArray();
            LongRanges all = table.isByDay()
                    ? LongRanges.covering(cells, ModelLeaves.DAY_MINUTES)
                    : LongRanges.of(0, 1L << Cells.PREFIX_BITS);
            countedDays.get(table).addAll(ModelLeaves.days(table, all));
            if (!all.isEmpty()) {
                publish(Map.of(table, all), mostRows);
            }
        }
    }

    private void plan(
            LakeTable table,
            String folder,
            LongRanges cells,
            List<Leaf> leaves,
            List<Write> toWrite,
            Set<String> toRemove) {
        Set<String> existing =
                new HashSet<>(files.subMap(folder, folder + Character.MAX_VALUE).keySet());
        count(existing, leaves, folder + table.title() + ".json", table.isByDay() ? "a day" : "a dimension");
        toRemove.addAll(existing);
        for (Leaf leaf : leaves) {
            toRemove.remove(leaf.path());
            if (!existing.contains(leaf.path()) || leaf.holdsAnyOf(cells)) {
                toWrite.add(new Write(table, leaf));
            }
        }
    }

    private void count(Set<String> existing, List<Leaf> leaves, String whole, String what) {
        if (existing.equals(Set.of(whole)) && leaves.size() > 1) {
            occurred.accept(what + " grew over the limit");
        } else if (existing.size() > 1
                && leaves.size() == 1
                && leaves.get(0).path().equals(whole)) {
            occurred.accept(what + " shrank under the limit");
        }
    }
}
