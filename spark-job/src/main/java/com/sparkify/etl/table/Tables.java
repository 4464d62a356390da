package com.sparkify.etl.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;

/** The lake's tables. Each is defined by the {@code .sql} resource of its name beside this class. */
public final class Tables {
    public static final String SONGPLAYS = "lake.sparkify.songplays";
    public static final String USERS = "lake.sparkify.users";
    public static final String SONGS = "lake.sparkify.songs";
    public static final String ARTISTS = "lake.sparkify.artists";
    public static final String TIME = "lake.sparkify.time";
    public static final String LOAD_HISTORY = "lake.sparkify.load_history";
    public static final String REJECTED_ROWS = "lake.sparkify.rejected_rows";
    /** What each log object contributes: every copy of every play. */
    public static final String PLAY_RECORDS = "lake.sparkify_internal.play_records";
    /** What each song object contributes. */
    public static final String SONG_RECORDS = "lake.sparkify_internal.song_records";

    public static final List<String> ALL =
            List.of(SONGPLAYS, USERS, SONGS, ARTISTS, TIME, LOAD_HISTORY, REJECTED_ROWS, PLAY_RECORDS, SONG_RECORDS);

    private Tables() {}

    /** Creates what is not there yet. */
    public static void create(SparkSession session) {
        session.sql("CREATE NAMESPACE IF NOT EXISTS lake.sparkify");
        session.sql("CREATE NAMESPACE IF NOT EXISTS lake.sparkify_internal");
        Catalog catalog = Spark3Util.loadIcebergCatalog(session, "lake");
        for (String table : ALL) {
            String[] names = table.split("\\.");
            if (!catalog.tableExists(TableIdentifier.of(names[1], names[2]))) {
                session.sql(definition(table));
            }
        }
    }

    /** A table's name without catalog and namespace. */
    public static String shortName(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    static String definition(String table) {
        String resource = shortName(table) + ".sql";
        try (InputStream in = Tables.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the table definition " + resource, e);
        }
    }

    /** The table as Iceberg sees it, refreshed. */
    static Table iceberg(SparkSession session, String name) {
        try {
            Table table = Spark3Util.loadIcebergTable(session, name);
            table.refresh();
            return table;
        } catch (org.apache.spark.sql.catalyst.parser.ParseException
                | org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
            throw new IllegalStateException("There is no table " + name + ": start a run to create it", e);
        }
    }
}
