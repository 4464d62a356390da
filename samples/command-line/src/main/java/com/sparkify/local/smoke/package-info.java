/** Verifies a stack: loads a small log file through it, reads its row back, and retracts the file. */
package com.sparkify.local.smoke;
