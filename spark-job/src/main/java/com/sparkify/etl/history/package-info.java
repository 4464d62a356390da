/**
 * The table {@code load_history}: the outcome for each version of each object. May use {@code key}, {@code plan},
 * {@code silver}, {@code source} and {@code table}.
 */
package com.sparkify.etl.history;
