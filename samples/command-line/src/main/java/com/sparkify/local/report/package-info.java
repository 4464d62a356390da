/** The analysts' answers and the state of the lake as one HTML page that needs nothing else. Reads only. */
package com.sparkify.local.report;
