/** Reads single rows back, for whoever proves that a deployment works. It writes nothing. */
package com.sparkify.etl.readback;
