package com.sparkify.etl.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Difference between the present and the expected rows of some keys.
 *
 * @param removed present rows that are not expected
 * @param added expected rows that are not present
 */
record RowDifference<K, R>(Map<K, R> removed, Map<K, R> added) {

    /** The present rows. A duplicate key differs whatever its rows contain. */
    static final class Current<K, R> {
        private final Map<K, R> rows = new HashMap<>();
        private final Set<K> twice = new HashSet<>();

        void add(K key, R row) {
            if (rows.put(key, row) != null) {
                twice.add(key);
            }
        }

        Set<K> keys() {
            return rows.keySet();
        }

        R get(K key) {
            return rows.get(key);
        }

        List<R> all() {
            return new ArrayList<>(rows.values());
        }

        RowDifference<K, R> to(Map<K, R> expected) {
            if (rows.isEmpty()) {
                return new RowDifference<>(Map.of(), expected);
            }
            Map<K, R> removed = new HashMap<>();
            Map<K, R> added = new HashMap<>();
            rows.forEach((key, row) -> {
                if (twice.contains(key) || !row.equals(expected.get(key))) {
                    removed.put(key, row);
                }
            });
            expected.forEach((key, row) -> {
                if (twice.contains(key) || !row.equals(rows.get(key))) {
                    added.put(key, row);
                }
            });
            return new RowDifference<>(removed, added);
        }
    }

    /** Returns the keys whose row differs. */
    Set<K> keys() {
        if (removed.isEmpty()) {
            return added.keySet();
        }
        Set<K> keys = new HashSet<>(removed.keySet());
        keys.addAll(added.keySet());
        return keys;
    }
}
