/**
 * Values that other packages compute with: ranges of longs, hashes of keys, the cells in which published rows are counted, the
 * order of UTF-8 bytes. It touches no other package.
 */
package com.sparkify.etl.key;
