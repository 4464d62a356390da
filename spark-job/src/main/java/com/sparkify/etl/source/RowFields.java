package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Compares the fields of one row with the contract while the row is parsed. Of a repeated name the last counts. */
final class RowFields {
    private final Contract contract;
    private Set<String> unknown = Set.of();
    private long seen;
    private long ofOtherType;

    RowFields(Contract contract) {
        this.contract = contract;
    }

    /** Records the field at whose value the parser stands; does not advance the parser. */
    void see(String name, JsonParser parser) throws IOException {
        Integer position = contract.position(name);
        if (position == null) {
            unknown = unknown.isEmpty() ? new HashSet<>() : unknown;
            unknown.add(JsonFields.storable(name));
            return;
        }
        long bit = 1L << position;
        seen |= bit;
        ofOtherType = contract.types(position).admit(parser) ? ofOtherType & ~bit : ofOtherType | bit;
    }

    Contract contract() {
        return contract;
    }

    Set<String> unknown() {
        return unknown;
    }

    /** Returns a bit mask of the positions of missing fields. */
    long missing() {
        return ~seen & (1L << contract.names().size()) - 1;
    }

    /** Returns a bit mask of the positions of fields with a type that the contract does not allow. */
    long ofOtherType() {
        return ofOtherType;
    }
}
