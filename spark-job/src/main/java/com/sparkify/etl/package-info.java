/**
 * The entry point: parses the arguments, creates a Spark session on demand, and converts the outcome of a run to an
 * exit code. May use every package.
 */
package com.sparkify.etl;
