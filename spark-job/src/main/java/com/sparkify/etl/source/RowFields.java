package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The fields of one row against the contract, taken down while the row is parsed. Of a repeated name the last counts. */
final class RowFields {
    private final Contract contract;
    private Set<String> unknown = Set.of();
    private long seen;
    private long ofOtherType;

    RowFields(Contract contract) {
        this.contract = contract;
    }

    /** Takes down the field at whose value the parser stands, and leaves the parser there. */
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

    /** Positions of the fields that the row lacks, as bits. */
    long missing() {
        return ~seen & (1L << contract.names().size()) - 1;
    }

    /** Positions of the fields whose value has another type than the contract's, as bits. */
    long ofOtherType() {
        return ofOtherType;
    }
}
