/**
 * {@code ./sparkify bench}: measures small runs and first loads on this machine, beside DuckDB and a full reload by
 * plain Spark. Uses its own stand-ins over a scratch folder.
 */
package com.sparkify.local.bench;
