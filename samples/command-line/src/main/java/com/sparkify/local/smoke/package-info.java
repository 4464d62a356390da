/** Proves that a stack works: sends a small log file through it, reads its row back, and takes it out again. */
package com.sparkify.local.smoke;
