package com.sparkify.etl.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.run.LakeFixture;
import org.junit.jupiter.api.Test;

class CommitsTest {
    @Test
    void aRunThatSleptThroughItsLeaseAddsNothing() {
        try (LakeFixture fixture = new LakeFixture()) {
            Tables.create(fixture.session);
            var rows =
                    fixture.session.sql("SELECT 'u' user_id, 'a' first_name, 'b' last_name, 'F' gender, 'free' level, "
                            + "current_timestamp() last_played_at, 1L last_session_id, 1L last_item_in_session");
            Commits other = new Commits(fixture.session, "other", () -> {});
            other.append(Tables.USERS, rows);
            // between its look at the lease and its commit another run commits
            Commits sleeper = new Commits(fixture.session, "sleeper", () -> other.append(Tables.USERS, rows));
            assertThatThrownBy(() -> sleeper.append(Tables.USERS, rows))
                    .hasStackTraceContaining("Found conflicting files");
            assertThat(fixture.rows("SELECT count(*) FROM sparkify.users")).containsExactly("2");
        }
    }
}
