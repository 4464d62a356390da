/** The freshness of a lake: waiting work, runs, the last load, and irregularities. Read only. */
package com.sparkify.local.status;
