/**
 * Erases users: maintains the tombstones that exclude their rows from then on, and removes their data from the lake.
 * May use every table and every folder of the lake, and reads the input to report objects that still mention a user.
 */
package com.sparkify.etl.erase;
