/**
 * SQL over the tables of an OUT: a session in a Spark JVM, the forms in which results are printed, and the prompt. Reads
 * only, so a load may go on beside it.
 */
package com.sparkify.local.sql;
