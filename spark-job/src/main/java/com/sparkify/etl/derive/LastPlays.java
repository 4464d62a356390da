package com.sparkify.etl.derive;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.Lookups;
import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.TableReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Finds the last play of users by their hours with plays, newest first, without a scan of the past. */
final class LastPlays {
    private static final long HOUR = 3_600_000;
    private static final int FIRST_HOURS = 4;

    private final TableReader tables;
    private final BatchScope scope;

    LastPlays(TableReader tables, BatchScope scope) {
        this.tables = tables;
        this.scope = scope;
    }

    /** Returns the last play of each user who has one. */
    Map<String, UserPlay> of(Set<String> users) {
        Map<String, UserPlay> found = new HashMap<>();
        Map<String, TreeSet<Long>> hours = users.isEmpty() ? Map.of() : new Lookups(tables).hoursOf(users);
        Map<String, NavigableSet<Long>> left = new HashMap<>();
        hours.forEach((user, all) -> left.put(user, all.descendingSet()));
        for (int atOnce = FIRST_HOURS; !left.isEmpty(); atOnce *= 2) {
            look(take(left, atOnce), left, found);
            left.keySet().removeAll(found.keySet());
            left.values().removeIf(Collection::isEmpty);
        }
        return found;
    }

    private static LongRanges take(Map<String, NavigableSet<Long>> left, int atOnce) {
        List<Long> taken = new ArrayList<>();
        left.values().forEach(hours -> {
            for (int i = 0; i < atOnce && !hours.isEmpty(); i++) {
                taken.add(hours.pollFirst());
            }
        });
        return LongRanges.covering(taken.stream().mapToLong(Long::longValue).toArray(), HOUR);
    }

    /** Reads hours of several users. A user's play counts only if it is later than all of the user's unread hours. */
    private void look(LongRanges times, Map<String, NavigableSet<Long>> left, Map<String, UserPlay> found) {
        Map<Play.NaturalKey, StoredPlay> plays = new HashMap<>();
        tables.forEach(LakeTable.PLAY_RECORDS, Conditions.startsWithin(times), StoredPlay.COLUMNS, row -> {
            if (isLaterThanAll(left.get(RecordFactory.text(row, "user_id")), RecordFactory.millis(row, "start_time"))
                    && scope.counts(RecordFactory.text(row, "object_key"), RecordFactory.text(row, "batch_id"))) {
                StoredPlay play = StoredPlay.of(row);
                plays.merge(play.play().naturalKey(), play, StoredPlay::orGreater);
            }
        });
        plays.values().forEach(stored -> {
            UserPlay play = UserPlay.of(stored.play());
            found.merge(play.userId(), play, UserPlay::orLater);
        });
    }

    private static boolean isLaterThanAll(NavigableSet<Long> newestFirst, long start) {
        return newestFirst != null && (newestFirst.isEmpty() || start >= newestFirst.first() + HOUR);
    }
}
