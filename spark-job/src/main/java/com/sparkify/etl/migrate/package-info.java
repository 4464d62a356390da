/** Upgrades lakes that an earlier release wrote. May use every table; no other package knows of earlier releases. */
package com.sparkify.etl.migrate;
