package com.sparkify.etl.derive;

import static com.sparkify.etl.table.Differences.AFTER;
import static com.sparkify.etl.table.Differences.BEFORE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.Days;
import com.sparkify.etl.table.Differences;
import com.sparkify.etl.table.KeyedTable;
import com.sparkify.etl.table.Tables;
import com.sparkify.etl.transform.Plays;
import com.sparkify.etl.transform.Users;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keeps the users. A user's row stores the place in time of the play it comes from. As long as no day changed that holds
 * that play, a play of a changed day only has to be compared with it; only a user whose very last play is gone has the
 * whole history scanned.
 */
final class UserDerivation {
    private final Commits tables;

    UserDerivation(Commits tables) {
        this.tables = tables;
    }

    /**
     * Brings the users up to date.
     *
     * @param changed the days whose plays changed
     * @param plays the counted plays of these days, as they are now
     */
    void derive(Set<LocalDate> changed, Dataset<Row> plays) {
        Dataset<Row> users = tables.read(Tables.USERS);
        Dataset<Row> latest = Users.latest(plays);
        Dataset<Row> joined = users.alias("b")
                .join(latest.alias("a"), col("b.user_id").equalTo(col("a.user_id")), "full_outer")
                .where(col("a.user_id").isNotNull().or(Days.contain(col("b.last_played_at"), changed)))
                .select(whole("b", users).as(BEFORE), whole("a", latest).as(AFTER))
                .where(not(col(BEFORE).eqNullSafe(col(AFTER))));
        try (Commits.Kept concerned = tables.keep(joined)) {
            Column later = order(AFTER).geq(order(BEFORE));
            Column settled = col(AFTER).isNotNull().and(col(BEFORE).isNull().or(later));
            Column lastPlayMayBeGone = Days.contain(col("before.last_played_at"), changed);
            Dataset<Row> orphaned = concerned.rows().where(not(settled).and(lastPlayMayBeGone));
            Dataset<Row> differences = concerned.rows().where(settled);
            new KeyedTable(tables, Tables.USERS, "user_id")
                    .apply(orphaned.isEmpty() ? differences : differences.union(rescanned(orphaned)));
        }
    }

    /** Brings all users to what all plays say. */
    long deriveAll() {
        Dataset<Row> latest = Users.latest(Plays.counted(tables.read(Tables.PLAY_RECORDS)));
        return new KeyedTable(tables, Tables.USERS, "user_id")
                .apply(Differences.byKey(tables.read(Tables.USERS), latest, "user_id"));
    }

    private Dataset<Row> rescanned(Dataset<Row> orphaned) {
        Dataset<Row> before = orphaned.select("before.*");
        Dataset<Row> records = tables.read(Tables.PLAY_RECORDS).join(before.select("user_id"), "user_id", "left_semi");
        return Differences.byKey(before, Users.latest(Plays.counted(records)), "user_id");
    }

    /** The side's row as a struct, null where the outer join found none. */
    private static Column whole(String side, Dataset<Row> rows) {
        Column[] columns = Arrays.stream(rows.columns())
                .map(name -> col(side + "." + name))
                .toArray(Column[]::new);
        return when(col(side + ".user_id").isNotNull(), struct(columns));
    }

    private static Column order(String side) {
        return struct(
                col(side + ".last_played_at"), col(side + ".last_session_id"), col(side + ".last_item_in_session"));
    }
}
