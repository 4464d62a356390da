/** Reads single rows back to verify a deployment. Read only. */
package com.sparkify.etl.readback;
