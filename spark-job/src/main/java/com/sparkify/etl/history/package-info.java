/**
 * The table {@code load_history}: what became of each version of each object. It may touch {@code key}, {@code plan},
 * {@code silver}, {@code source} and {@code table}.
 */
package com.sparkify.etl.history;
