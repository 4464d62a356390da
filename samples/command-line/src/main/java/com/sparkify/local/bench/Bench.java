package com.sparkify.local.bench;

import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.generate.Generator;
import com.sparkify.local.generate.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures small runs and first loads, the latter alternating with DuckDB and plain Spark. */
public final class Bench {
    private static final long SEED = 1;

    private final Size size;
    private final Scratch scratch;
    private final Consumer<String> steps;
    private final JobLoads job;
    private final OtherLoads others;

    /** @param steps receives the name of each measurement */
    public Bench(Size size, Scratch scratch, Consumer<String> steps) {
        this.size = size;
        this.scratch = scratch;
        this.steps = steps;
        this.job = new JobLoads(scratch);
        this.others = new OtherLoads(scratch);
    }

    /**
     * @throws IllegalArgumentException if the size has too few or too many listeners
     * @throws IllegalStateException if a load failed, or two engines disagree on the number of rows
     */
    public BenchTables measure() throws Exception {
        Path in = scratch.folder().resolve("in");
        Recipe recipe = Recipe.good(in, size.days(), size.users(), size.songs(), SEED);
        steps.accept("generating %d days, %d listeners, %d songs".formatted(size.days(), size.users(), size.songs()));
        Generator.Summary input = Generator.generate(recipe);
        ByteOrderMarks.remove(in.resolve("log_data"));
        BenchTables report = new BenchTables(size, input);
        small(in, report);
        first(in, input.bytes(), report);
        return report;
    }

    private void small(Path in, BenchTables report) throws Exception {
        List<SmallFile> files = SmallFile.cut(in, 2 * size.rounds() + 1);
        Path lake = scratch.folder().resolve("small");
        List<Measured> cold = new ArrayList<>();
        for (int round = 0; round < size.rounds(); round++) {
            steps.accept("small file, cold run, round " + (round + 1));
            cold.add(job.cold(files.get(round), lake));
        }
        report.add(BenchTables.COLD, cold);
        steps.accept("small files, warm run");
        report.add(BenchTables.WARM, job.warm(files.subList(size.rounds(), files.size()), lake));
    }

    private void first(Path in, long bytes, BenchTables report) throws Exception {
        List<Measured> ours = new ArrayList<>();
        List<Measured> duckDb = new ArrayList<>();
        List<Measured> spark = new ArrayList<>();
        for (int round = 0; round < size.rounds(); round++) {
            steps.accept("first load, round " + (round + 1));
            Path out = scratch.folder().resolve("first");
            JobLoads.FirstLoad loaded = job.first(in, out.resolve("job"));
            ours.add(loaded.measured());
            duckDb.add(OtherLoads.duckDb(in, out.resolve("duckdb")));
            requireSameRows(loaded.rows(), BenchTables.DUCKDB, OtherLoads.rows(out.resolve("duckdb")));
            spark.add(others.plainSpark(in, bytes, out.resolve("spark")));
            requireSameRows(loaded.rows(), BenchTables.SPARK, OtherLoads.rows(out.resolve("spark")));
            FileTree.delete(List.of(out));
        }
        report.add(BenchTables.FIRST, ours);
        report.add(BenchTables.DUCKDB, duckDb);
        report.add(BenchTables.SPARK, spark);
    }

    static void requireSameRows(Map<String, Long> ours, String engine, Map<String, Long> theirs) {
        if (!theirs.equals(ours)) {
            throw new IllegalStateException(
                    "The loads cannot be compared: %s wrote %s rows, and the job %s".formatted(engine, theirs, ours));
        }
    }
}
