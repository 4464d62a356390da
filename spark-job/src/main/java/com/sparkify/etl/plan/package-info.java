/**
 * Decides, without any I/O, the action for each announced object, and cuts batches. May use the records of {@code lake}
 * and {@code source}.
 */
package com.sparkify.etl.plan;
