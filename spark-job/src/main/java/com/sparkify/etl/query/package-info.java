/**
 * Answers SQL queries at one consistent set of snapshots, read only. Exchanges JSON lines over stdin and stdout, so
 * that the client needs no Spark.
 */
package com.sparkify.etl.query;
