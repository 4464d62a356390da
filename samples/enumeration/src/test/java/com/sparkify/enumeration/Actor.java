package com.sparkify.enumeration;

/** A deterministic sequence of calls: an instance of the launcher, a run of the job, or an external actor. */
@FunctionalInterface
public interface Actor {
    /** Plays the actor from its start. */
    void play(Calls calls) throws Exception;
}
