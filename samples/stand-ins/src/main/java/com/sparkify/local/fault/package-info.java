/** A proxy in front of a stand-in that counts, delays, breaks or rejects requests by rules. */
package com.sparkify.local.fault;
