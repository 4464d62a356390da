package com.sparkify.etl.run;

import com.sparkify.etl.derive.DerivationChanges;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.run.ModelDerivation.Difference;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.Copy;
import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.table.LakeTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Derives users from their last plays; one whose play is gone is looked for by hours, newest first. */
final class ModelUserDerivation {
    /** Fewer than the job takes, so that a small world has hours that are not among the first. */
    private static final int FIRST_HOURS = 1;

    private final ModelLake lake;
    private final BatchScope scope;

    ModelUserDerivation(ModelLake lake, BatchScope scope) {
        this.lake = lake;
        this.scope = scope;
    }

    /** @param latest for each user concerned the last of the plays derived, or null */
    DerivationChanges derive(Map<String, Play> latest, Set<Long> starts) {
        Map<String, Play> before = lake.star.users();
        Map<String, Play> expected = new HashMap<>();
        Set<String> orphaned = new HashSet<>();
        latest.forEach((user, play) -> {
            Play row = before.get(user);
            if (play != null && (row == null || ModelStar.later(play, row) == play)) {
                expected.put(user, play);
            } else if (row != null && starts.contains(row.ts())) {
                orphaned.add(user);
            } else if (row != null) {
                expected.put(user, row);
            }
        });
        expected.putAll(lastPlays(orphaned));
        orphaned.stream()
                .filter(user -> !expected.containsKey(user))
                .forEach(user -> lake.occurred("a user's last play went and no other is left"));
        Difference<String, Play> difference = Difference.of(before, latest.keySet(), expected);
        if (!difference.keys().isEmpty()) {
            lake.star = lake.star.withUsers(difference.rows());
            lake.at("users");
        }
        return ModelDerivation.changed(
                LakeTable.USERS,
                difference.keys().stream()
                        .filter(user -> !before.containsKey(user)
                                || !expected.containsKey(user)
                                || !before.get(user)
                                        .level()
                                        .equals(expected.get(user).level()))
                        .toList());
    }

    private Map<String, Play> lastPlays(Set<String> users) {
        Map<String, Play> found = new HashMap<>();
        Map<String, TreeSet<Long>> left = new TreeMap<>();
        users.forEach(user -> left.put(user, lake.lookups.hoursOf(user)));
        left.values().removeIf(Set::isEmpty);
        for (int atOnce = FIRST_HOURS; !left.isEmpty(); atOnce *= 2) {
            LongRanges times = take(left, atOnce);
            for (String user : left.keySet()) {
                Play last = lastPlay(user, times, left.get(user));
                if (last != null) {
                    found.put(user, last);
                    lake.occurred("a user's last play went and the next is further back");
                }
            }
            left.keySet().removeAll(found.keySet());
            left.values().removeIf(Set::isEmpty);
        }
        return found;
    }

    private static LongRanges take(Map<String, TreeSet<Long>> left, int atOnce) {
        Set<Long> taken = new HashSet<>();
        left.values().forEach(hours -> {
            for (int i = 0; i < atOnce && !hours.isEmpty(); i++) {
                taken.add(hours.pollLast());
            }
        });
        return LongRanges.covering(taken.stream().mapToLong(Long::longValue).toArray(), ModelLookups.HOUR);
    }

    private Play lastPlay(String user, LongRanges times, TreeSet<Long> notLookedAt) {
        Map<Play.NaturalKey, StoredPlay> plays = new HashMap<>();
        for (StoredPlay stored : lake.silver.plays.rows()) {
            boolean isLaterThanLeft =
                    notLookedAt.isEmpty() || stored.play().ts() >= notLookedAt.last() + ModelLookups.HOUR;
            if (stored.play().userId().equals(user)
                    && times.contains(stored.play().ts())
                    && (isLaterThanLeft || !lake.keeps(ModelGuard.HOURS_OF_EACH_USER))
                    && lake.counts(scope, stored.objectKey(), stored.batchId())) {
                plays.merge(stored.play().naturalKey(), stored, Copy::greater);
            }
        }
        return plays.values().stream().map(StoredPlay::play).reduce(null, (one, play) -> ModelStar.later(play, one));
    }
}
