package com.sparkify.local.spark;

import com.sparkify.local.access.SigningKeys;
import java.net.URI;
import java.util.Map;

/** The environment variables by which an AWS SDK finds the stand-ins instead of AWS. */
public final class LocalEnvironment {

    private LocalEnvironment() {}

    /** Replaces the user's own AWS settings: no local process may reach a real account. */
    public static void apply(Map<String, String> environment, SigningKeys keys, URI s3Endpoint) {
        apply(environment, keys);
        environment.put("AWS_ENDPOINT_URL_S3", s3Endpoint.toString());
    }

    /** For a process that learns the endpoint later. */
    static void apply(Map<String, String> environment, SigningKeys keys) {
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("AWS_ACCESS_KEY_ID", keys.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
        environment.put("AWS_REGION", keys.region());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        // Without it Spark searches for another address of the machine and warns.
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    }
}
