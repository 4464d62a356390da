/**
 * Erases users: the tombstones by which their rows are known from then on, and the removal of what the lake holds of them.
 * It may touch every table and every folder of the lake, and reads the input to tell which objects still mention a user.
 */
package com.sparkify.etl.erase;
