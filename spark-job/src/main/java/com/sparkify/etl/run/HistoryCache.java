package com.sparkify.etl.run;

import com.sparkify.etl.history.LoadHistory;
import com.sparkify.etl.history.ObjectHistory;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.LastHistoryRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the history says of the objects in turn: read once for each, then kept up to date by this run. */
final class HistoryCache {
    private final LoadHistory history;
    private final Map<String, ObjectHistory> histories = new HashMap<>();
    private final Set<String> lookedUp = new HashSet<>();

    HistoryCache(LoadHistory history) {
        this.history = history;
    }

    /** What the history says of each of these objects that has one; others are forgotten, since a run may meet millions. */
    Map<String, LastHistoryRow> known(List<Announced> announced) {
        Set<String> keys = announced.stream().map(Announced::key).collect(Collectors.toSet());
        histories.keySet().retainAll(keys);
        lookedUp.retainAll(keys);
        keys.removeAll(lookedUp);
        histories.putAll(history.of(keys));
        lookedUp.addAll(keys);
        Map<String, LastHistoryRow> known = new HashMap<>();
        histories.forEach((key, one) -> known.put(key, one.known()));
        return known;
    }

    /** What the history says of objects that lie side by side; nothing of it is kept. */
    Map<String, LastHistoryRow> between(Set<String> keys) {
        return history.between(keys);
    }

    /** All that is known so far, by key. */
    Map<String, ObjectHistory> histories() {
        return histories;
    }

    /** Takes note of what a batch booked. */
    void booked(Map<String, ObjectHistory> changed) {
        histories.putAll(changed);
    }
}
