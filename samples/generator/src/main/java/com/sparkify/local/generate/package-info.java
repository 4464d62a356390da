/**
 * Generates log and song files from a seed, with the quirks of real producers. The same arguments give the same bytes.
 */
package com.sparkify.local.generate;
