package com.sparkify.etl.derive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.LookupFiles;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.InMemoryLake;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

/** The last plays of many users, found in small portions with few hours of each user. */
class LastPlaysTest {
    private static final int USERS = 300;
    private static final int USERS_AT_ONCE = 20;
    private static final int HOURS_AT_ONCE = 100;
    private static final long HOUR = 3_600_000;

    private final LakeTables tables = LakeTables.open(InMemoryLake.catalog());
    private final Random random = new Random(11);
    private final TreeSet<String> users = new TreeSet<>();
    private final Map<String, UserCopy> expected = new HashMap<>();

    @Test
    void ofManyUsersOnlyAPortionIsHeldAndTheLastPlayOfEachIsFound() {
        write();
        BatchScope undone = new BatchScope("batch", Set.of("object0", "object1", "object2"), true);
        LastPlays some = new LastPlays(new TableReader(tables), undone, USERS_AT_ONCE, HOURS_AT_ONCE);
        Map<String, UserPlay> plays = new HashMap<>();
        expected.forEach((user, copy) -> plays.put(user, copy.play()));
        assertThat(some.of(users)).isEqualTo(plays);
        assertThat(plays).hasSizeBetween(USERS / 2, USERS - 1);
        assertThat(some.mostHeld()).isLessThanOrEqualTo(2 * HOURS_AT_ONCE + USERS_AT_ONCE);

        LastPlays all = new LastPlays(new TableReader(tables), undone);
        assertThat(all.of(users)).isEqualTo(plays);
        assertThat(all.mostHeld()).isGreaterThan(10 * HOURS_AT_ONCE);
    }

    /** Up to 40 hours of each user; the latest ones, for some users all, have plays only of the batch that is undone. */
    private void write() {
        Table table = tables.get(LakeTable.PLAY_RECORDS);
        TableWriter writer = new TableWriter(tables, "run", () -> {});
        RecordFactory rows = RecordFactory.of(table, UserCopy.COLUMNS);
        try (RecordFiles files = new RecordFiles(table)) {
            for (int number = 0; number < USERS; number++) {
                String user = "user" + number;
                users.add(user);
                int undoneFrom = random.nextInt(-10, 40);
                for (int play = 0; play < 60; play++) {
                    int hour = random.nextInt(40);
                    for (int copy = random.nextInt(1, 3); copy > 0; copy--) {
                        UserPlay at = new UserPlay(
                                user, null, "b", null, "level" + random.nextInt(), hour * HOUR + play % 3, play % 2, 0);
                        UserCopy written = new UserCopy("object" + random.nextInt(3), random.nextInt(1000), at);
                        boolean isUndone = hour >= undoneFrom;
                        files.write(rows.row(
                                written.objectKey(),
                                written.line(),
                                RecordFactory.time(at.ts()),
                                user,
                                at.sessionId(),
                                at.itemInSession(),
                                at.level(),
                                at.firstName(),
                                at.lastName(),
                                at.gender(),
                                isUndone ? "batch" : "earlier"));
                        if (!isUndone) {
                            expected.merge(user, written, UserCopy::orLater);
                        }
                    }
                }
            }
            writer.commit(LakeTable.PLAY_RECORDS, new FileChanges(files.complete(), List.of()));
        }
        writer.commit(LakeTable.LOOKUPS, new LookupFiles(tables).ofPlays(LongRanges.ALL));
    }
}
