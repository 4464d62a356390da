/**
 * Sends S3 events again, from files or from a listing, to the queue or the function: paced, and resumable where it stopped.
 */
package com.sparkify.local.replay;
