/**
 * Makes the star tables equal what the silver tables say, for the keys of a batch or for all. It may touch {@code key},
 * {@code silver}, {@code source}, {@code table} and {@code work}.
 */
package com.sparkify.etl.derive;
