/**
 * Iceberg: the tables, and how their rows are read, appended, deleted, compacted and cleaned up. May use {@code key};
 * independent of plays and songs.
 */
package com.sparkify.etl.table;
