/**
 * The objects of the lake apart from its tables: S3 requests, manifests and requests, the lease, and the state object with its
 * transitions. It may touch {@code key}.
 */
package com.sparkify.etl.lake;
