/**
 * A proxy before the S3 stand-in that counts, delays, breaks or rejects requests by rules.
 */
package com.sparkify.local.fault;
