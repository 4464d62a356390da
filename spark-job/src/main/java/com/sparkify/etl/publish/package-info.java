/**
 * Writes the star tables as JSON files: counts rows in cells, cuts files by size, writes and deletes them. May use
 * {@code key}, {@code lake}, {@code table} and {@code work}.
 */
package com.sparkify.etl.publish;
