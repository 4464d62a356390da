/**
 * The entry point: parses the arguments, creates a Spark session on demand, and converts the outcome of a run to an
 * exit code. May use every package. {@code run.Run} executes the run, {@code run.Batches} repairs what an earlier run
 * left, and {@code source.ObjectReader} reads the input.
 */
package com.sparkify.etl;
