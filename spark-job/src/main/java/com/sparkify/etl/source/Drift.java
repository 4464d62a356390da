package com.sparkify.etl.source;

import java.io.Serializable;

/**
 * How the rows of one object differ from the contract. It never keeps a row from being loaded.
 *
 * @param unknown fields that the contract does not name, counted once a row
 * @param missing fields that a row lacks
 * @param ofOtherType fields whose value has a JSON type that the contract does not name for them
 * @param names the most frequent of these fields and how often they were found, as JSON; null if there are none
 */
public record Drift(long unknown, long missing, long ofOtherType, String names) implements Serializable {
    public static final Drift NONE = new Drift(0, 0, 0, null);
}
