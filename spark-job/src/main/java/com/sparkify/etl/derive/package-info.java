/**
 * Derives the star tables from the silver tables, for the keys of a batch or for all. May use {@code key},
 * {@code silver}, {@code source}, {@code table} and {@code work}.
 */
package com.sparkify.etl.derive;
