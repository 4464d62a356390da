/**
 * An S3 server over a folder, with conditional writes, versions and put events.
 */
package com.sparkify.local.s3;
