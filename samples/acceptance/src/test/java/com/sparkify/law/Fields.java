package com.sparkify.law;

import java.util.Map;
import java.util.Optional;

/** The fields of one JSON object, read by the rules for texts, integers and floats. */
record Fields(Map<String, Scalar> values) {

    /** A string as it is, a number or boolean as written, else null. */
    String text(String name) {
        return of(name).text();
    }

    Optional<Long> integer(String name) {
        Scalar value = of(name);
        return switch (value.kind()) {
            case NUMBER -> Decimal.of(value.text()).integer();
            case STRING ->
                value.text().matches("-?[0-9]+") ? Decimal.of(value.text()).integer() : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The text of a number that is finite as a double; null for everything else. */
    String number(String name) {
        Scalar value = of(name);
        boolean isFinite = value.kind() == Scalar.Kind.NUMBER && Double.isFinite(Double.parseDouble(value.text()));
        return isFinite ? value.text() : null;
    }

    private Scalar of(String name) {
        return values.getOrDefault(name, Scalar.NULL);
    }
}
