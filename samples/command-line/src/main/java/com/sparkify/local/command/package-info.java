/** The commands and their options. They print and return exit codes; other packages do the work. */
package com.sparkify.local.command;
