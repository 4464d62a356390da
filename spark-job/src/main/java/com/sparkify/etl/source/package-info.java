/**
 * Reads input objects: converts lines and records to plays, songs and rejected rows, and counts drift from the
 * contract. May use {@code key}, and {@code lake} for S3.
 */
package com.sparkify.etl.source;
