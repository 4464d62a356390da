/**
 * SQL over the tables of an OUT folder: a session in a Spark JVM, result formats, and the prompt. Read only, so a load
 * may run concurrently.
 */
package com.sparkify.local.sql;
