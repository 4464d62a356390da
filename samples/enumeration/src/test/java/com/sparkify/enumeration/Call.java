package com.sparkify.enumeration;

import java.util.List;

/**
 * A request of an actor to the world: to S3, to EMR, to a table, or a wait.
 *
 * @param verb such as {@code PUT}
 * @param target the key, the table, or the run
 * @param arguments content of the request
 */
public record Call(String verb, String target, List<String> arguments) {
    public Call {
        arguments = List.copyOf(arguments);
    }

    public static Call of(String verb, String target, String... arguments) {
        return new Call(verb, target, List.of(arguments));
    }

    boolean is(String otherVerb, String prefix) {
        return verb.equals(otherVerb) && target.startsWith(prefix);
    }

    @Override
    public String toString() {
        String carried = Wording.shortened(String.join(" ", arguments));
        return carried.isEmpty() ? verb + " " + target : verb + " " + target + " " + carried;
    }
}
