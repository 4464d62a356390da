/**
 * The Lambda function: parses events and requests, writes a manifest, and joins or starts a run. Its one package
 * depends only on the AWS SDK and Jackson, because the size of the jar determines the time of a cold start.
 */
package com.sparkify.launcher;
