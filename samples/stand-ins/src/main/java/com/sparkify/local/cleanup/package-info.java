/** Cleanup of what stand-ins open, start or write: resources, processes, folders. */
package com.sparkify.local.cleanup;
