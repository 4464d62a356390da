/**
 * Values that other packages compute with: ranges of longs, hashes of keys, cells of published rows, and the order of
 * UTF-8 bytes. Uses no other package.
 */
package com.sparkify.etl.key;
