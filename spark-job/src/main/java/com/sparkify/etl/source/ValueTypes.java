package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;

/** JSON types that a value may have. */
record ValueTypes(boolean string, boolean integer, boolean number, boolean nothing) {

    /** Parses names of JSON Schema types, separated by bars. */
    static ValueTypes of(String text) {
        List<String> names = List.of(text.split("\\|"));
        return new ValueTypes(
                names.contains("string"), names.contains("integer"), names.contains("number"), names.contains("null"));
    }

    /**
     * Returns true if the value at which the parser stands has one of the types. An integral float counts as an
     * integer.
     */
    boolean admit(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> string;
            case VALUE_NUMBER_INT -> integer || number;
            case VALUE_NUMBER_FLOAT -> number || integer && JsonFields.integer(parser) != null;
            case VALUE_NULL -> nothing;
            default -> false;
        };
    }
}
