/** Whether a lake is up to date: what waits, what runs, what was loaded last, and what was odd about it. Changes nothing. */
package com.sparkify.local.status;
