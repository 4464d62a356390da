/**
 * Access logs of the stand-ins, and the check of request signatures by the signer of the SDK.
 */
package com.sparkify.local.access;
