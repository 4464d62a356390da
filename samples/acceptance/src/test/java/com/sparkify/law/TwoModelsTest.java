package com.sparkify.law;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.check.DuckDbCheck;
import com.sparkify.local.generate.Generator;
import com.sparkify.local.generate.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two independent implementations, Java over maps and SQL in DuckDB, compute the same tables from the sample data. */
class TwoModelsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void javaAndSqlAgree(Recipe.Rows kind) throws Exception {
        Path data = folder.resolve("data");
        Generator.generate(new Recipe(data, 7, 40, 120, 11, kind));
        List<Reading> readings = new ArrayList<>();
        contents(data)
                .forEach((key, bytes) -> readings.add(Reading.of(key, bytes).orElseThrow()));
        Rows rows = Model.tables(readings);
        PublishedFiles.write(rows, folder.resolve("out/json"));

        assertThat(Published.read(contents(folder.resolve("out/json")))).isEqualTo(Published.expected(rows));
        assertThat(rows.count(Table.REJECTED_ROWS) > 0).isEqualTo(kind == Recipe.Rows.SOME_BAD);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] args = {
            "--logs", data.resolve("log_data").toString(),
            "--songs", data.resolve("song_data").toString(),
            "--out", folder.resolve("out").toString()
        };
        assertThat(DuckDbCheck.run(args, new PrintStream(out, true, UTF_8)))
                .as(out.toString(UTF_8))
                .isZero();
    }

    private static SortedMap<String, byte[]> contents(Path root) throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                contents.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }
}
