package com.sparkify.law;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts the hard cases of plays and users between two states of the objects. */
final class PlayCases {
    private static final long MONTH_MILLIS = 28L * 86_400_000;

    private static final Comparator<ModelPlay.Natural> ORDER = Comparator.comparingLong(ModelPlay.Natural::ts)
            .thenComparingLong(ModelPlay.Natural::sessionId)
            .thenComparingLong(ModelPlay.Natural::itemInSession);

    private final Map<String, Reading> before;
    private final Map<String, Reading> after;
    private final Map<ModelPlay.Natural, ModelPlay> winnersBefore;
    private final Map<ModelPlay.Natural, ModelPlay> winnersAfter;
    private final Map<ModelPlay.Natural, Set<String>> holders = new HashMap<>();

    private PlayCases(Map<String, Reading> before, Map<String, Reading> after) {
        this.before = before;
        this.after = after;
        this.winnersBefore = winners(before);
        this.winnersAfter = winners(after);
        after.values()
                .forEach(reading -> reading.plays()
                        .forEach(play -> holders.computeIfAbsent(play.natural(), none -> new HashSet<>())
                                .add(play.key())));
    }

    static Map<String, Long> between(Map<String, Reading> before, Map<String, Reading> after) {
        PlayCases cases = new PlayCases(before, after);
        return Map.of(
                "play in two objects",
                        cases.holders.values().stream()
                                .filter(keys -> keys.size() > 1)
                                .count(),
                "copies of a play in objects whose times interleave", cases.interleaving(),
                "winning copy goes and the next stands", cases.nextCopies(),
                "play moves to another minute", cases.moves(60_000),
                "play moves to another day", cases.moves(86_400_000),
                "user falls back to an earlier play", cases.fallBacks(1),
                "user falls back by months", cases.fallBacks(MONTH_MILLIS));
    }

    private long nextCopies() {
        return winnersBefore.entrySet().stream()
                .filter(was -> winnersAfter.containsKey(was.getKey()))
                .filter(was ->
                        !holders.get(was.getKey()).contains(was.getValue().key()))
                .count();
    }

    /** Pairs of objects that share a play, and each of which has a play between two plays of the other. */
    private long interleaving() {
        return holders.values().stream()
                .filter(keys -> keys.size() == 2)
                .distinct()
                .map(List::copyOf)
                .filter(pair -> isSplit(pair.get(0), pair.get(1)) && isSplit(pair.get(1), pair.get(0)))
                .count();
    }

    private boolean isSplit(String outer, String inner) {
        TreeSet<Long> times = times(outer);
        return times(inner).stream().anyMatch(time -> time > times.first() && time < times.last());
    }

    private TreeSet<Long> times(String key) {
        return after.get(key).plays().stream()
                .map(play -> play.natural().ts())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Objects in which an item of a session has another time than before, at least so many milliseconds away. */
    private long moves(long millis) {
        return before.entrySet().stream()
                .filter(entry -> after.containsKey(entry.getKey()))
                .filter(entry -> entry.getValue().plays().stream()
                        .map(ModelPlay::natural)
                        .anyMatch(was -> after.get(entry.getKey()).plays().stream()
                                .map(ModelPlay::natural)
                                .anyMatch(is -> is.sessionId() == was.sessionId()
                                        && is.itemInSession() == was.itemInSession()
                                        && is.userId().equals(was.userId())
                                        && Math.abs(is.ts() - was.ts()) >= millis)))
                .count();
    }

    /** Users whose last play is now earlier, by at least so many milliseconds. */
    private long fallBacks(long millis) {
        Map<String, ModelPlay.Natural> was = lastPlays(winnersBefore.keySet());
        Map<String, ModelPlay.Natural> is = lastPlays(winnersAfter.keySet());
        return was.entrySet().stream()
                .filter(user -> is.containsKey(user.getKey()))
                .filter(user -> ORDER.compare(is.get(user.getKey()), user.getValue()) < 0)
                .filter(user -> user.getValue().ts() - is.get(user.getKey()).ts() >= millis || millis == 1)
                .count();
    }

    private static Map<String, ModelPlay.Natural> lastPlays(Set<ModelPlay.Natural> plays) {
        Map<String, ModelPlay.Natural> last = new HashMap<>();
        plays.forEach(play -> last.merge(play.userId(), play, (one, two) -> ORDER.compare(two, one) > 0 ? two : one));
        return last;
    }

    static Map<ModelPlay.Natural, ModelPlay> winners(Map<String, Reading> readings) {
        Map<ModelPlay.Natural, ModelPlay> winners = new HashMap<>();
        readings.values()
                .forEach(reading -> reading.plays()
                        .forEach(play ->
                                winners.merge(play.natural(), play, (one, two) -> two.isAfter(one) ? two : one)));
        return winners;
    }
}
