/**
 * The Lambda runtime API, a process for the packaged function, and the event source mapping that reads the queue.
 */
package com.sparkify.local.lambda;
