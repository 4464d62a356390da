/** The stand-ins as an extension of JUnit 5; the only package that needs JUnit. */
package com.sparkify.local.test;
