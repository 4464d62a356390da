/** A local deployment of the packaged launcher and job on the stand-ins. It knows the jars; the stand-ins do not. */
package com.sparkify.local.stack;
