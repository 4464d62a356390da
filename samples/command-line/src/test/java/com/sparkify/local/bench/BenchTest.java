package com.sparkify.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.generate.Generator;
import com.sparkify.local.generate.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

    @TempDir
    Path folder;

    @Test
    void sizesAreNamesOrThreeNumbers() {
        assertThat(Size.parse("2x5000x500")).isEqualTo(new Size(2, 5000, 500, 5));
        assertThat(Size.parse("small").rounds()).isEqualTo(3);
        assertThatThrownBy(() -> Size.parse("huge"))
                .hasMessage("--size must be small, many-files, large, or DAYSxUSERSxSONGS such as 2x5000x500: 'huge'");
        assertThatThrownBy(() -> Size.parse("small").withRounds(0)).hasMessage("--rounds must be 1 to 100: '0'");
    }

    @Test
    void aMedianIsThatOfEachPart() {
        List<Measured> rounds = List.of(Measured.of(3, 1), Measured.of(1, 7), Measured.of(2, 5));
        assertThat(Measured.median(rounds)).isEqualTo(Measured.of(2, 5));
        assertThat(Measured.median(rounds.subList(0, 2)).total()).isEqualTo(2);
    }

    @Test
    void phasesOfOneRunAreAdded() throws Exception {
        Path log = Files.writeString(folder.resolve("stdout.log"), """
                batch 1: loaded 1 object
                phases {"started":1000,"cpu":900,"sparkJobs":0,"read":100,"publish":50}
                phases {"started":3000,"cpu":2000,"sparkJobs":4,"session":500,"read":150}
                """);
        assertThat(PhasesLine.read(log).stream().reduce(PhasesLine::and))
                .contains(new PhasesLine(3, 2, 4, Map.of("read", 0.25, "publish", 0.05, "session", 0.5)));
    }

    @Test
    void duckDbWritesTheRowsThatTheInputHas() throws Exception {
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        Generator.Summary input = Generator.generate(Recipe.good(in, 3, 50, 30, 1));
        ByteOrderMarks.remove(in);
        assertThat(OtherLoads.duckDb(in, out).total()).isPositive();
        assertThat(OtherLoads.rows(out))
                .hasEntrySatisfying("songplays", plays -> assertThat(plays).isBetween(input.plays() - 5, input.plays()))
                .containsEntry("songs", 30L)
                .containsOnlyKeys("songplays", "users", "songs", "artists", "time");
    }

    @Test
    void aFileLosesItsByteOrderMarkAndNothingElse() throws Exception {
        Path marked = Files.writeString(folder.resolve("marked.json"), "\uFEFF{}\n{}");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"a\":\"\uFEFF\"}");
        ByteOrderMarks.remove(folder);
        assertThat(marked).hasContent("{}\n{}");
        assertThat(other).hasContent("{\"a\":\"\uFEFF\"}");
    }

    @Test
    void loadsThatDisagreeAreNotCompared() {
        Bench.requireSameRows(Map.of("users", 7L), "DuckDB", Map.of("users", 7L));
        assertThatThrownBy(() -> Bench.requireSameRows(Map.of("users", 7L), "DuckDB", Map.of("users", 6L)))
                .hasMessage("The loads cannot be compared: DuckDB wrote {users=6} rows, and the job {users=7}");
    }

    @Test
    void theReportIsATableAndJson() throws Exception {
        BenchTables report = new BenchTables(Size.parse("small"), new Generator.Summary(2, 5, 100, 80, 40_000_000));
        Measured cold =
                new Measured(Map.of(Measured.TOTAL, 6.0, Measured.CPU, 5.0, "run", 4.0), Map.of("S3 requests", 130.0));
        report.add(BenchTables.COLD, List.of(cold));
        report.add(BenchTables.WARM, List.of(Measured.of(1.5, 1)));
        report.add(BenchTables.FIRST, List.of(Measured.of(10, 18)));
        report.add(BenchTables.DUCKDB, List.of(Measured.of(2, 4)));
        report.add(BenchTables.SPARK, List.of(Measured.of(20, 35)));
        assertThat(report.lines())
                .contains(
                        "| small file, cold run | 6.00 | 5.00 | run 4.00 | S3 requests 130 |",
                        "| first load, MB a second and core | 2.00 |",
                        "| first load / DuckDB | 5.00 |",
                        "| first load / plain Spark | 0.50 |",
                        "| small file, cold run, $ | 0.00439 |");
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.at("/medians/DuckDB/seconds/total").asDouble()).isEqualTo(2);
        assertThat(json.at("/rounds/first load").size()).isEqualTo(1);
        assertThat(json.at("/figures/first load ~1 DuckDB").asDouble()).isEqualTo(5);
    }
}
