/**
 * Runs a function over many inputs, on the threads of the driver or on the executors of Spark. May use {@code table}.
 */
package com.sparkify.etl.work;
