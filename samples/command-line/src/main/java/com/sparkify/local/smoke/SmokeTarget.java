package com.sparkify.local.smoke;

import com.sparkify.local.stack.StackClients;
import com.sparkify.local.stack.StackPlaces;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A running stack and the access to it.
 *
 * @param logPrefix prefix of its logs
 * @param catalog Spark's configuration of the lake's catalog
 * @param environment of a process that reads the lake; empty: that of this process
 * @param runLog details of a failed run besides its state, by the run's name
 */
public record SmokeTarget(
        StackClients clients,
        StackPlaces places,
        String logPrefix,
        Map<String, String> catalog,
        Map<String, String> environment,
        UnaryOperator<String> runLog) {

    /** Returns the same target with another catalog configuration. */
    public SmokeTarget withCatalog(Map<String, String> other) {
        return new SmokeTarget(clients, places, logPrefix, other, environment, runLog);
    }
}
