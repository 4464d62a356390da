package com.sparkify.enumeration;

/** What takes steps: an instance of the launcher, a run of the job, or somebody outside. It is the same whenever played. */
@FunctionalInterface
public interface Actor {
    /** Plays the actor from its start. */
    void play(Calls calls) throws Exception;
}
