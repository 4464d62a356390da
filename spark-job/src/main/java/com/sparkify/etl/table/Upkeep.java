package com.sparkify.etl.table;

import com.sparkify.etl.lake.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;

/** Keeps the tables fit: joins small files, lets old snapshots go, removes files that no snapshot names. */
public final class Upkeep {
    private static final Duration SNAPSHOTS_KEPT = Duration.ofDays(7);
    private static final int SNAPSHOTS_KEPT_AT_LEAST = 20;
    /** Longer than any run can last: younger files may belong to a commit under way. */
    private static final Duration ORPHANS_KEPT = Duration.ofDays(3);

    private final Commits tables;

    public Upkeep(Commits tables) {
        this.tables = tables;
    }

    /**
     * Joins the small files of every partition that has gathered some.
     *
     * @return the snapshots that {@code state} should name instead of those it names: the same rows in other files
     */
    public Map<String, Long> compact(State state) {
        Map<String, Long> moved = new HashMap<>();
        for (String table : Tables.ALL) {
            Optional<Long> before = tables.snapshot(table);
            if (before.isEmpty()) {
                continue;
            }
            tables.call("CALL lake.system.rewrite_data_files(table => '%s', options => map('min-input-files', '8'))"
                    .formatted(table));
            Optional<Long> after = tables.snapshot(table);
            for (String consumer : new String[] {Tables.shortName(table), "json/" + Tables.shortName(table)}) {
                if (state.snapshot(consumer).equals(before)) {
                    moved.put(consumer, after.orElseThrow());
                }
            }
        }
        return moved;
    }

    /** Lets go of what nobody can need any more; call it only when everything is derived up to the newest snapshots. */
    public void expire(Instant now) {
        for (String table : Tables.ALL) {
            Snapshot snapshot = tables.iceberg(table).currentSnapshot();
            if (snapshot == null) {
                continue;
            }
            tables.call(
                    "CALL lake.system.expire_snapshots(table => '%s', older_than => TIMESTAMP '%s', retain_last => %s)"
                            .formatted(table, now.minus(SNAPSHOTS_KEPT), Integer.toString(SNAPSHOTS_KEPT_AT_LEAST)));
            tables.call(
                    "CALL lake.system.remove_orphan_files(table => '%s', older_than => TIMESTAMP '%s', prefix_listing => true)"
                            .formatted(table, now.minus(ORPHANS_KEPT)));
        }
    }
}
