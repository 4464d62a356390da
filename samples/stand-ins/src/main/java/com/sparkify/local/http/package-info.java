/**
 * The HTTP server on the loopback interface that the stand-ins share.
 */
package com.sparkify.local.http;
