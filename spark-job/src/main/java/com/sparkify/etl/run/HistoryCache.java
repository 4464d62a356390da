package com.sparkify.etl.run;

import com.sparkify.etl.history.LoadHistory;
import com.sparkify.etl.history.ObjectHistory;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Known;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the history says of the objects that this run met: read once for each, then kept up to date by this run. */
final class HistoryCache {
    private final LoadHistory history;
    private final Map<String, ObjectHistory> histories = new HashMap<>();
    private final Set<String> lookedUp = new HashSet<>();

    HistoryCache(LoadHistory history) {
        this.history = history;
    }

    /** The newest row of each of these objects that has one. */
    Map<String, Known> newest(List<Announced> announced) {
        lookUp(announced);
        Map<String, Known> newest = new HashMap<>();
        announced.forEach(one -> {
            if (histories.containsKey(one.key())) {
                newest.put(one.key(), histories.get(one.key()).newest());
            }
        });
        return newest;
    }

    private void lookUp(List<Announced> announced) {
        List<String> unknown = announced.stream()
                .map(Announced::key)
                .filter(key -> !lookedUp.contains(key))
                .toList();
        histories.putAll(history.of(unknown));
        lookedUp.addAll(unknown);
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
