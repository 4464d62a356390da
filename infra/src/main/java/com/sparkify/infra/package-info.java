/**
 * The deployment as AWS CDK constructs, one class for each thing that an operator would name.
 * {@link com.sparkify.infra.SparkifyApp} is the entry point.
 */
package com.sparkify.infra;
