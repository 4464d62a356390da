/**
 * The commands and their options. They print and return exit codes; the work is done by the other packages.
 */
package com.sparkify.local.command;
