package com.sparkify.local.status;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was read on one day.
 *
 * @param refused objects that could not be read, or were set aside
 * @param drift fields that were not as the contract says, by what was odd about them; only those that were counted
 */
public record Day(LocalDate date, long refused, long rowsRead, long rejected, Map<String, Long> drift) {

    public Day {
        drift = Collections.unmodifiableMap(new LinkedHashMap<>(drift));
    }
}
