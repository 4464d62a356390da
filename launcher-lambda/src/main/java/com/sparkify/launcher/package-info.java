/**
 * The Lambda function: parses events and requests, writes a manifest, and joins or starts a run. Its one package depends on the
 * AWS SDK and Jackson alone, because the size of the jar is the time of a cold start.
 */
package com.sparkify.launcher;
