package com.sparkify.local.sql;

import java.util.Set;

/**
 * A column of a result.
 *
 * @param type Spark's name of the type, such as {@code bigint} or {@code decimal(10,2)}
 */
public record Column(String name, String type) {

    private static final Set<String> NUMBERS =
            Set.of("byte", "short", "integer", "long", "float", "double", "tinyint", "smallint", "int", "bigint");

    boolean isNumber() {
        return NUMBERS.contains(type) || type.startsWith("decimal");
    }
}
