package com.sparkify.etl.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.run.LakeFixture;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.Snapshot;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class CommitsTest {
    private static final AtomicBoolean TASK_ENDED = new AtomicBoolean();

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void aRunThatSleptThroughItsLeaseAddsNothing() {
        Tables.create(lake.session);
        var rows = lake.session.sql("SELECT 'u' user_id, 'a' first_name, 'b' last_name, 'F' gender, 'free' level, "
                + "current_timestamp() last_played_at, 1L last_session_id, 1L last_item_in_session");
        Commits other = new Commits(lake.session, "other", () -> {});
        other.append(Tables.USERS, rows);
        // between its look at the lease and its commit another run commits
        Commits sleeper = new Commits(lake.session, "sleeper", () -> other.append(Tables.USERS, rows));
        assertThatThrownBy(() -> sleeper.append(Tables.USERS, rows)).hasStackTraceContaining("Found conflicting files");
        assertThat(lake.rows("SELECT count(*) FROM sparkify.users")).containsExactly("2");
    }

    @Test
    void whatCameAfterASnapshotIsToldAsLongAsItIsThere() {
        Tables.create(lake.session);
        Commits tables = new Commits(lake.session, "run", () -> {});
        assertThat(tables.since(Tables.SONGS, Optional.empty())).hasValue(List.of());
        var song = lake.session.sql("SELECT * FROM sparkify.songs").limit(0);
        var row = lake.session.createDataFrame(
                List.of(RowFactory.create(new Object[song.columns().length])), song.schema());
        tables.append(Tables.SONGS, row);
        Optional<Long> first = tables.snapshot(Tables.SONGS);
        tables.begin("second");
        tables.append(Tables.SONGS, row);
        assertThat(tables.since(Tables.SONGS, Optional.empty()).orElseThrow()).hasSize(2);
        assertThat(tables.since(Tables.SONGS, first).orElseThrow())
                .extracting(Snapshot::parentId)
                .containsExactly(first.orElseThrow());
        assertThat(tables.has(Tables.SONGS, "second")).isTrue();
        lake.session
                .sql("CALL lake.system.expire_snapshots(table => 'sparkify.songs', snapshot_ids => ARRAY(%d))"
                        .formatted(first.orElseThrow()))
                .collect();
        assertThat(tables.since(Tables.SONGS, first)).isEmpty();
    }

    @Test
    void theTasksOfAJobThatIsStillAtWorkAreWaitedFor() throws Exception {
        TASK_ENDED.set(false);
        Thread job = new Thread(() -> lake.session.range(1).foreach((ForeachFunction<Long>) row -> {
            TimeUnit.SECONDS.sleep(2);
            TASK_ENDED.set(true);
        }));
        job.start();
        Commits tables = new Commits(lake.session, "run", () -> {});
        while (tables.runningTasks() == 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        tables.awaitTasks();
        assertThat(TASK_ENDED).isTrue();
        job.join();
    }
}
