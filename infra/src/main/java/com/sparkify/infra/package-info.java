/**
 * The stack that deploys it all, as AWS CDK constructs: one class for each thing a person would name when asked what
 * is deployed. {@link com.sparkify.infra.SparkifyApp} is the door.
 */
package com.sparkify.infra;
