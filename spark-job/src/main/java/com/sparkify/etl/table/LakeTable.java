package com.sparkify.etl.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/** The lake's tables: columns, partitioning, and the sort order of compaction. */
public enum LakeTable {
    SONGPLAYS(
            "sparkify",
            Cut.BY_DAY,
            Group.PLAYS,
            List.of("start_time"),
            "songplay_id:string start_time:timestamptz user_id:string level:string song_id:string artist_id:string"
                    + " session_id:long location:string user_agent:string year:int month:int"),
    USERS(
            "sparkify",
            Cut.WHOLE,
            Group.DIMENSION,
            List.of("key_hash"),
            "user_id:string first_name:string last_name:string gender:string level:string"
                    + " last_played_at:timestamptz last_session_id:long last_item_in_session:long key_hash:long"),
    SONGS(
            "sparkify",
            Cut.WHOLE,
            Group.DIMENSION,
            List.of("key_hash"),
            "song_id:string title:string artist_id:string year:int duration:double length:string artist_name:string"
                    + " artist_location:string artist_latitude:double artist_longitude:double object_key:string"
                    + " key_hash:long"),
    ARTISTS(
            "sparkify",
            Cut.WHOLE,
            Group.DIMENSION,
            List.of("key_hash"),
            "artist_id:string name:string location:string latitude:double longitude:double key_hash:long"),
    TIME(
            "sparkify",
            Cut.BY_DAY,
            Group.DIMENSION,
            List.of("start_time"),
            "start_time:timestamptz hour:int day:int week:int month:int year:int weekday:int"),
    /** The outcome for every version of every object. */
    LOAD_HISTORY(
            "sparkify",
            Cut.WHOLE,
            Group.OTHER,
            List.of("object_key"),
            "bucket:string object_key:string etag:string version_id:string size:long kind:string log_partition:date"
                    + " status:string rows_read:long plays:long songs:long not_plays:long rejected:long duplicates:long"
                    + " rules_version:string run_id:string read_at:timestamptz loaded_at:timestamptz reason:string"
                    + " sequence:long batch_id:string play_times:string fields_unknown:long fields_missing:long"
                    + " fields_other_type:long drift:string manifest:string erased:long"),
    REJECTED_ROWS(
            "sparkify",
            Cut.WHOLE,
            Group.OTHER,
            List.of("object_key"),
            "object_key:string line:long reason:string raw:string raw_sha256:string run_id:string batch_id:string"
                    + " user_id:string"),
    /** Snapshots of the star tables that belong together. */
    CONSISTENT_SETS(
            "sparkify",
            Cut.WHOLE,
            Group.OTHER,
            List.of(),
            "batch_id:string run_id:string written_at:timestamptz songplays:long users:long songs:long artists:long"
                    + " time:long"),
    /** Contributions of log objects: every copy of every play. */
    PLAY_RECORDS(
            "sparkify_internal",
            Cut.BY_DAY,
            Group.PLAYS,
            List.of("start_time"),
            "object_key:string line:long start_time:timestamptz user_id:string session_id:long item_in_session:long"
                    + " level:string first_name:string last_name:string gender:string location:string"
                    + " user_agent:string song:string artist:string length:string batch_id:string"),
    /** Contributions of song objects. */
    SONG_RECORDS(
            "sparkify_internal",
            Cut.WHOLE,
            Group.OTHER,
            List.of("object_key"),
            "object_key:string line:long song_id:string title:string artist_id:string year:int duration:double"
                    + " length:string artist_name:string artist_location:string artist_latitude:double"
                    + " artist_longitude:double batch_id:string"),
    /** Secondary indexes. A look-up may return too many places, never too few. */
    LOOKUPS(
            "sparkify_internal",
            Cut.BY_KIND,
            Group.INDEX,
            List.of("hash"),
            "kind:string hash:long number:long text:string"),
    /** Number of rows in each cell of a published table. */
    CELL_COUNTS(
            "sparkify_internal",
            Cut.BY_TABLE,
            Group.INDEX,
            List.of("cell"),
            "table_name:string cell:long row_count:long");

    /** The tables of a consistent set. */
    public static final List<LakeTable> STAR = List.of(SONGPLAYS, USERS, SONGS, ARTISTS, TIME);

    /** Maximum size of a data file. Each look-up reads the footer, which grows with the number of row groups. */
    static final long TARGET_BYTES = 8L << 20;

    private enum Cut {
        WHOLE,
        BY_DAY,
        BY_KIND,
        BY_TABLE
    }

    /**
     * Size of a Parquet row group before compression. A look-up reads at least one group, and the footer, which describes
     * each column of each group: the sizes make both about equal in a file of {@link #TARGET_BYTES}.
     */
    private enum Group {
        INDEX("131072"),
        DIMENSION("524288"),
        PLAYS("786432"),
        OTHER("1048576");

        private final String bytes;

        Group(String bytes) {
            this.bytes = bytes;
        }
    }

    private final Namespace namespace;
    private final Cut cut;
    private final Group group;
    private final List<String> order;
    private final Schema schema;

    LakeTable(String namespace, Cut cut, Group group, List<String> order, String columns) {
        this.namespace = Namespace.of(namespace);
        this.cut = cut;
        this.group = group;
        this.order = order;
        List<Types.NestedField> fields = new ArrayList<>();
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            fields.add(Types.NestedField.optional(fields.size() + 1, parts[0], Types.fromPrimitiveString(parts[1])));
        }
        this.schema = new Schema(fields);
    }

    /** Returns the name without the namespace. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the SQL name with catalog and namespace. */
    public String sqlName() {
        return "lake." + namespace + "." + title();
    }

    public boolean isByDay() {
        return cut == Cut.BY_DAY;
    }

    TableIdentifier identifier() {
        return TableIdentifier.of(namespace, title());
    }

    Namespace namespace() {
        return namespace;
    }

    Schema schema() {
        return schema;
    }

    List<String> order() {
        return order;
    }

    /** Returns the sort order of compaction as a SQL list; empty if the table has none. */
    String orderBy() {
        return String.join(", ", order);
    }

    PartitionSpec spec(Schema actual) {
        PartitionSpec.Builder spec = PartitionSpec.builderFor(actual);
        return switch (cut) {
            case WHOLE -> spec.build();
            case BY_DAY -> spec.day("start_time").build();
            case BY_KIND -> spec.identity("kind").build();
            case BY_TABLE -> spec.identity("table_name").build();
        };
    }

    SortOrder sortOrder(Schema actual) {
        SortOrder.Builder sorted = SortOrder.builderFor(actual);
        order.forEach(sorted::asc);
        return sorted.build();
    }

    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("format-version", "2"); // the latest version that Athena reads
        properties.put("write.parquet.row-group-size-bytes", group.bytes);
        properties.put("write.target-file-size-bytes", String.valueOf(TARGET_BYTES));
        // ids and names hardly repeat: larger dictionaries of them slow writing and save less than 1% of the bytes
        properties.put("write.parquet.dict-size-bytes", "4096");
        properties.put("write.metadata.compression-codec", "gzip");
        properties.put("write.metadata.delete-after-commit.enabled", "true");
        properties.put("write.metadata.previous-versions-max", "20");
        // planning reads each manifest; a commit in ten rewrites at most one of this size
        properties.put("commit.manifest.min-count-to-merge", "10");
        properties.put("commit.manifest.target-size-bytes", String.valueOf(2 << 20));
        for (String whole : List.of("object_key", "batch_id", "songplay_id", "user_id")) {
            if (schema.findField(whole) != null) {
                // bounds are cut at 16 characters by default, which is the length of log_data/2018/11
                properties.put("write.metadata.metrics.column." + whole, "full");
            }
        }
        for (String text : List.of("level", "first_name", "last_name", "gender", "location", "user_agent")) {
            if (isByDay() && schema.findField(text) != null) {
                // no look-up uses these columns, and their bounds are half of a footer and of a manifest
                properties.put("write.metadata.metrics.column." + text, "none");
                properties.put("write.parquet.stats-enabled.column." + text, "false");
            }
        }
        if (this == PLAY_RECORDS) {
            for (String text : List.of("song", "artist", "length", "session_id", "item_in_session", "line")) {
                properties.put("write.metadata.metrics.column." + text, "none");
                properties.put("write.parquet.stats-enabled.column." + text, "false");
            }
        }
        return properties;
    }
}
