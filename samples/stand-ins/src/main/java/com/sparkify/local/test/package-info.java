/** The stand-ins as a JUnit 5 extension; the only package that needs JUnit. */
package com.sparkify.local.test;
