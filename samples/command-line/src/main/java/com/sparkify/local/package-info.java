/**
 * The entry point of the {@code sparkify} command.
 */
package com.sparkify.local;
