/**
 * Contributions of objects: reads objects, and appends and deletes their rows and look-up entries. May use {@code key},
 * {@code lake}, {@code source}, {@code table} and {@code work}.
 */
package com.sparkify.etl.silver;
