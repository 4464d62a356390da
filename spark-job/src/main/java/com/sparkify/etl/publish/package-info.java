/**
 * Writes the star tables as JSON files: counts rows in cells, cuts files by size, and writes and removes them. It may touch
 * {@code key}, {@code lake}, {@code table} and {@code work}.
 */
package com.sparkify.etl.publish;
