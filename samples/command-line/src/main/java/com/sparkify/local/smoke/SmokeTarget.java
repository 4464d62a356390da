package com.sparkify.local.smoke;

import com.sparkify.local.stack.StackClients;
import com.sparkify.local.stack.StackPlaces;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A stack that is up, and how to reach it.
 *
 * @param logPrefix where its logs lie
 * @param catalog Spark's configuration of the lake's catalog
 * @param environment of a process that reads the lake; empty: this one's own
 * @param runLog what is known of a failed run beside its state details, by the run's name
 */
public record SmokeTarget(
        StackClients clients,
        StackPlaces places,
        String logPrefix,
        Map<String, String> catalog,
        Map<String, String> environment,
        UnaryOperator<String> runLog) {

    /** The same with another configuration of the catalog. */
    public SmokeTarget withCatalog(Map<String, String> other) {
        return new SmokeTarget(clients, places, logPrefix, other, environment, runLog);
    }
}
