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

/** Caches the last history rows of queued objects. Reads each once and applies this run's own bookings. */
final class HistoryCache {
    private final LoadHistory history;
    private final Map<String, ObjectHistory> histories = new HashMap<>();
    private final Set<String> lookedUp = new HashSet<>();

    HistoryCache(LoadHistory history) {
        this.history = history;
    }

    /** Returns the last history rows of these objects and evicts all others, since a run may process millions. */
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

    /** Returns the last history rows of neighbouring keys without caching them. */
    Map<String, LastHistoryRow> between(Set<String> keys) {
        return history.between(keys);
    }

    /** Returns all cached histories by key. */
    Map<String, ObjectHistory> histories() {
        return histories;
    }

    /** Applies the histories that a batch booked. */
    void booked(Map<String, ObjectHistory> changed) {
        histories.putAll(changed);
    }
}
