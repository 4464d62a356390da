/** Sends S3 events again, from files or from a listing, to the queue or the function: rate-limited and resumable. */
package com.sparkify.local.replay;
