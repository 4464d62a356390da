/**
 * The queue between S3 and the function, with visibility timeout and dead-letter queue, and its SQS API over HTTP.
 */
package com.sparkify.local.queue;
