/**
 * Command lines, class paths and class-data archives of the JVMs that run Spark.
 */
package com.sparkify.local.spark;
