/**
 * Reads input objects: lines and records become plays, songs and rejected rows; drift from the contract is counted. It may touch
 * {@code key}, and {@code lake} for S3.
 */
package com.sparkify.etl.source;
