/**
 * An HTTP endpoint that speaks the API of EMR Serverless and runs each job in a child JVM.
 */
package com.sparkify.local.emr;
