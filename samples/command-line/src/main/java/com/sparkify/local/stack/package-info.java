/**
 * Puts the stand-ins, the packaged launcher and the packaged job together as one local deployment. It knows the jars; the
 * stand-ins do not.
 */
package com.sparkify.local.stack;
