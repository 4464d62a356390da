/** How what a stand-in opened, started or wrote is ended: resources, processes, folders. */
package com.sparkify.local.cleanup;
