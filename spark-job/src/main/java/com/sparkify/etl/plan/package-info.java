/**
 * Decides, without any request, what is done about the objects that were announced, and cuts batches. It may touch {@code lake}
 * and {@code source} for their records.
 */
package com.sparkify.etl.plan;
