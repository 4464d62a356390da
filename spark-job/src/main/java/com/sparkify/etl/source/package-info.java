/**
 * Reads input objects and counts drift from the contract. Reading starts in {@code ObjectReader}; {@code LogLine}
 * decides what a log line is, {@code SongReader} what a song record is. May use {@code key}, and {@code lake} for S3.
 */
package com.sparkify.etl.source;
