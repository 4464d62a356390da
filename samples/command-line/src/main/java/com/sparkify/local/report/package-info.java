/** A self-contained HTML page with the analysts' answers and the state of the lake. Read only. */
package com.sparkify.local.report;
