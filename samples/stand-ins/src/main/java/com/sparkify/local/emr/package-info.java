/** An HTTP endpoint with the API of EMR Serverless that runs each job in a child JVM. */
package com.sparkify.local.emr;
