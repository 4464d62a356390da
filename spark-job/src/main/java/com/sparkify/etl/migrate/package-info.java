/**
 * Brings up lakes that an earlier release wrote. It may touch every table; nothing else knows of earlier releases.
 */
package com.sparkify.etl.migrate;
