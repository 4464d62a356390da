package com.sparkify.local.status;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counters of one day.
 *
 * @param refused objects that could not be read, or were set aside
 * @param drift fields that differ from the contract, by kind; kinds without data are absent
 */
public record Day(LocalDate date, long refused, long rowsRead, long rejected, Map<String, Long> drift) {

    public Day {
        drift = Collections.unmodifiableMap(new LinkedHashMap<>(drift));
    }
}
