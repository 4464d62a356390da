/**
 * What each object contributes: reads objects, and appends and removes their rows and look-up entries. It may touch {@code key},
 * {@code lake}, {@code source}, {@code table} and {@code work}.
 */
package com.sparkify.etl.silver;
