package com.sparkify.etl.derive;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.apache.iceberg.data.Record;

/**
 * Derives users from their last plays. A user's row stores the position of the play it was derived from, so that a
 * newly derived play is only compared with it. Only if that play is gone, the user's last play is searched, newest
 * hours first.
 */
final class UserDerivation {
    private static final List<String> COLUMNS = List.of(
            "user_id",
            "first_name",
            "last_name",
            "gender",
            "level",
            "last_played_at",
            "last_session_id",
            "last_item_in_session",
            "key_hash");

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;

    UserDerivation(LakeTables tables, TableWriter writer) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
    }

    /**
     * Updates the users.
     *
     * @param latest the last derived play of each user concerned, or null if none is left
     * @param isDerived whether plays with a start time were derived
     * @param lastPlays finds the last play of users whose own is gone
     */
    DerivationChanges derive(Map<String, UserPlay> latest, LongPredicate isDerived, LastPlays lastPlays) {
        if (latest.isEmpty()) {
            return DerivationChanges.NOTHING;
        }
        RowDifference.Current<String, UserPlay> current = current(latest.keySet());
        Map<String, UserPlay> expected = new HashMap<>();
        Set<String> orphaned = new HashSet<>();
        latest.forEach((user, play) -> {
            UserPlay row = current.get(user);
            if (play != null && (row == null || play.isNotBefore(row))) {
                expected.put(user, play);
            } else if (row != null && isDerived.test(row.ts())) {
                orphaned.add(user);
            } else if (row != null) {
                expected.put(user, row);
            }
        });
        expected.putAll(lastPlays.of(orphaned));
        return apply(current.to(expected));
    }

    /** Replaces the rows of these users by the given ones, and deletes the rows of users without one. */
    DerivationChanges replace(Set<String> users, Map<String, UserPlay> expected) {
        return apply(current(users).to(expected));
    }

    private DerivationChanges apply(RowDifference<String, UserPlay> difference) {
        writer.commit(
                LakeTable.USERS,
                new DimensionWriter(tables).write(LakeTable.USERS, COLUMNS, difference, UserDerivation::row));
        return DerivationChanges.of(
                LakeTable.USERS,
                difference.keys().stream()
                        .filter(user -> difference.added().get(user) == null
                                || !difference
                                        .added()
                                        .get(user)
                                        .looksLike(difference.removed().get(user)))
                        .mapToLong(user -> Cells.ofHash(KeyHash.of(user)))
                        .toArray(),
                difference.keys().size());
    }

    private RowDifference.Current<String, UserPlay> current(Set<String> users) {
        Set<Long> hashes = KeyHash.ofAll(users);
        RowDifference.Current<String, UserPlay> current = new RowDifference.Current<>();
        reader.forEachNewest(LakeTable.USERS, "key_hash", hashes, COLUMNS, row -> {
            if (users.contains(RecordFactory.text(row, "user_id"))) {
                current.add(RecordFactory.text(row, "user_id"), user(row));
            }
        });
        return current;
    }

    private static UserPlay user(Record row) {
        return new UserPlay(
                RecordFactory.text(row, "user_id"),
                RecordFactory.text(row, "first_name"),
                RecordFactory.text(row, "last_name"),
                RecordFactory.text(row, "gender"),
                RecordFactory.text(row, "level"),
                RecordFactory.millis(row, "last_played_at"),
                RecordFactory.number(row, "last_session_id"),
                RecordFactory.number(row, "last_item_in_session"));
    }

    private static Record row(RecordFactory rows, UserPlay user) {
        return rows.row(
                user.userId(),
                user.firstName(),
                user.lastName(),
                user.gender(),
                user.level(),
                RecordFactory.time(user.ts()),
                user.sessionId(),
                user.itemInSession(),
                KeyHash.of(user.userId()));
    }
}
