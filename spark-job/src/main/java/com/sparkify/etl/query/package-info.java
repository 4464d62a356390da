/**
 * Answers SQL over the tables, for people: reads them at one consistent set of snapshots, and writes nothing. Talks JSON
 * lines over stdin and stdout, so that whoever asks needs no Spark.
 */
package com.sparkify.etl.query;
