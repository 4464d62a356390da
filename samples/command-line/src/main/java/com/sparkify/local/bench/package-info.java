/**
 * {@code ./sparkify bench}: small runs and first loads, measured by the clock of this machine, beside DuckDB and a full
 * reload by plain Spark. Starts stand-ins of its own over a scratch folder, and touches nothing else.
 */
package com.sparkify.local.bench;
