/**
 * Iceberg: which tables there are, and how their rows are read, appended, deleted, compacted and cleaned. It may touch
 * {@code key}; it knows nothing of plays or songs.
 */
package com.sparkify.etl.table;
