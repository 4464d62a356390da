package com.sparkify.local.smoke;

import java.time.Duration;

/**
 * Time limits of the stages.
 *
 * @param look polling interval
 * @param announced from the put to the first sign of the announcement
 * @param taken from there to the manifest
 * @param started from there to the run
 * @param loaded from there to the end of the run that loads the file
 */
public record Patience(Duration look, Duration announced, Duration taken, Duration started, Duration loaded) {
    /** AWS usually announces in seconds; a run starts in minutes, and an active one may have much to do. */
    public static final Patience AWS = new Patience(
            Duration.ofSeconds(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(5),
            Duration.ofMinutes(6),
            Duration.ofMinutes(60));

    public static final Patience STAND_INS = new Patience(
            Duration.ofMillis(100),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5));
}
