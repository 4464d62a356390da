package com.sparkify.etl.derive;

import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.Lookups;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * Finds the last play of users by their hours with plays, newest first, without a scan of the past. Searches for a
 * limited number of users at a time, and holds one play and some hours of each.
 */
final class LastPlays {
    private static final long HOUR = 3_600_000;
    private static final int FIRST_HOURS = 4;
    /** Each portion reads the hours of its users, which are often the same as those of others: so it is not small. */
    private static final int USERS_AT_ONCE = 20_000;
    /** Few users need not ask for their hours twice. */
    private static final int HOURS_AT_ONCE = 1 << 20;

    private final TableReader tables;
    private final BatchScope scope;
    private final int usersAtOnce;
    private final int hoursAtOnce;
    private int mostHeld;

    LastPlays(TableReader tables, BatchScope scope) {
        this(tables, scope, USERS_AT_ONCE, HOURS_AT_ONCE);
    }

    /** @param hoursAtOnce how many hours of all users to keep, but at least {@link #FIRST_HOURS} of each */
    LastPlays(TableReader tables, BatchScope scope, int usersAtOnce, int hoursAtOnce) {
        this.tables = tables;
        this.scope = scope;
        this.usersAtOnce = usersAtOnce;
        this.hoursAtOnce = hoursAtOnce;
    }

    /** Returns the last play of each user who has one. */
    Map<String, UserPlay> of(Set<String> users) {
        Map<String, UserPlay> found = new HashMap<>();
        // the look-ups are clustered by hash, so a portion reads its own part of them
        List<String> byHash = KeyHash.sorted(users);
        for (int start = 0; start < byHash.size(); start += usersAtOnce) {
            find(byHash.subList(start, Math.min(byHash.size(), start + usersAtOnce)), found);
        }
        return found;
    }

    private void find(List<String> users, Map<String, UserPlay> found) {
        Map<String, NewestHours> left = hours(users, user -> Long.MAX_VALUE);
        for (int number = FIRST_HOURS; !left.isEmpty(); number = Math.min(2 * number, hoursAtOnce)) {
            Map<String, UserCopy> copies = look(take(left, Math.min(number, hoursOfEach(left.keySet()))), left);
            copies.forEach((user, copy) -> found.put(user, copy.play()));
            left.keySet().removeAll(copies.keySet());
            List<String> usedUp = left.keySet().stream()
                    .filter(user -> left.get(user).isEmpty() && left.get(user).hasDropped())
                    .toList();
            left.putAll(hours(usedUp, user -> left.get(user).oldestTaken()));
            left.values().removeIf(NewestHours::isEmpty);
        }
    }

    private int hoursOfEach(Collection<String> users) {
        return Math.max(FIRST_HOURS, hoursAtOnce / users.size());
    }

    /** Returns the newest hours of users before a time. */
    private Map<String, NewestHours> hours(Collection<String> users, ToLongFunction<String> before) {
        Map<String, NewestHours> hours = new HashMap<>();
        if (!users.isEmpty()) {
            int most = hoursOfEach(users);
            users.forEach(user -> hours.put(user, new NewestHours(most, before.applyAsLong(user))));
            long newest = users.stream().mapToLong(before).max().getAsLong();
            new Lookups(tables)
                    .hoursOf(users, newest, (user, hour) -> hours.get(user).add(hour));
            hours.values().removeIf(NewestHours::isEmpty);
            held(hours, 0);
        }
        return hours;
    }

    private static LongRanges take(Map<String, NewestHours> left, int number) {
        LongStream taken = left.values().stream().flatMapToLong(hours -> LongStream.of(hours.take(number)));
        return LongRanges.covering(taken.toArray(), HOUR);
    }

    /** Reads hours of several users. A user's play counts only if it is later than all of the user's unread hours. */
    private Map<String, UserCopy> look(LongRanges times, Map<String, NewestHours> left) {
        Map<String, UserCopy> copies = new HashMap<>();
        tables.forEach(LakeTable.PLAY_RECORDS, Selection.startsWithin(times), UserCopy.COLUMNS, row -> {
            NewestHours hours = left.get(RecordFactory.text(row, "user_id"));
            if (hours != null
                    && RecordFactory.millis(row, "start_time") >= hours.oldestTaken()
                    && scope.counts(RecordFactory.text(row, "object_key"), RecordFactory.text(row, "batch_id"))) {
                UserCopy copy = UserCopy.of(row);
                copies.merge(copy.play().userId(), copy, UserCopy::orLater);
            }
        });
        held(left, copies.size());
        return copies;
    }

    private void held(Map<String, NewestHours> hours, int copies) {
        mostHeld = Math.max(
                mostHeld,
                copies + hours.values().stream().mapToInt(NewestHours::size).sum());
    }

    /** Returns the largest number of hours and plays that were held at a time, besides those returned. */
    int mostHeld() {
        return mostHeld;
    }
}
