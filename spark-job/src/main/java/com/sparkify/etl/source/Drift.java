package com.sparkify.etl.source;

import java.io.Serializable;

/**
 * Differences between the rows of one object and the contract. They never prevent loading.
 *
 * @param unknown fields that the contract does not name, counted once a row
 * @param missing contract fields absent from a row
 * @param ofOtherType fields whose value has a JSON type that the contract does not allow
 * @param names the most frequent of these fields with their counts, as JSON; null if there are none
 */
public record Drift(long unknown, long missing, long ofOtherType, String names) implements Serializable {
    public static final Drift NONE = new Drift(0, 0, 0, null);
}
