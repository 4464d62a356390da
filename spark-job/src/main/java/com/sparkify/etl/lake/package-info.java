/**
 * The lake's objects other than its tables: S3 requests, manifests and requests, the lease, and the state object with
 * its transitions. May use {@code key}.
 */
package com.sparkify.etl.lake;
