/**
 * The entry point: reads the arguments, makes a Spark session when a run asks for one, and turns the outcome of a run into an
 * exit code. It may touch every package.
 */
package com.sparkify.etl;
