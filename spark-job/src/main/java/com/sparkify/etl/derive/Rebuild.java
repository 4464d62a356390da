package com.sparkify.etl.derive;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.Days;
import com.sparkify.etl.table.Differences;
import com.sparkify.etl.table.Tables;
import com.sparkify.etl.transform.Plays;
import com.sparkify.etl.transform.Songplays;
import com.sparkify.etl.transform.TimeRows;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Derives the whole star schema anew from what the objects contribute, and mends where it differs from what is there.
 * If the incremental path kept its promise, nothing differs.
 */
public final class Rebuild {
    private final Commits tables;

    public Rebuild(Commits tables) {
        this.tables = tables;
    }

    /** Mends every table; gives for each how much differed: rows of a dimension, days of a table by day. */
    public Map<String, Long> run() {
        Map<String, Long> differed = new LinkedHashMap<>();
        Catalogue catalogue = new Catalogue(tables);
        differed.put("songs", catalogue.deriveSongs());
        differed.put("artists", catalogue.deriveArtists());
        try (Commits.Kept kept = tables.keep(Plays.counted(tables.read(Tables.PLAY_RECORDS)))) {
            Dataset<Row> plays = kept.rows();
            differed.put("songplays", mend(Tables.SONGPLAYS, Songplays.of(plays, tables.read(Tables.SONGS))));
            differed.put("time", mend(Tables.TIME, TimeRows.of(plays)));
        }
        differed.put("users", new UserDerivation(tables).deriveAll());
        return differed;
    }

    private long mend(String table, Dataset<Row> expected) {
        List<LocalDate> days = Differences.cells(tables.read(table), expected, to_date(col("start_time"))).stream()
                .map(row -> row.<LocalDate>getAs(0))
                .toList();
        if (!days.isEmpty()) {
            var differing = Days.contain(col("start_time"), days);
            tables.overwrite(table, differing, expected.where(differing));
        }
        return days.size();
    }
}
