/**
 * Runs a function over many inputs, on the threads of the driver or on the executors of Spark. It may touch {@code table}.
 */
package com.sparkify.etl.work;
