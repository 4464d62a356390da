package com.sparkify.local.queue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.local.s3.CreatedObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Creates S3's notification documents for object creation: one record each, with a form-encoded key. */
final class S3EventDocuments {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final String region;
    private final AtomicLong sequence;

    S3EventDocuments(Clock clock, String region) {
        this.clock = clock;
        this.region = region;
        // Sequencers of a later process are greater.
        this.sequence = new AtomicLong(clock.millis() << 20);
    }

    String document(CreatedObject object) {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode event = document.putArray("Records").addObject();
        event.put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", region)
                .put("eventTime", clock.instant().toString())
                .put("eventName", object.eventName());
        event.putObject("userIdentity").put("principalId", "AWS:LOCAL");
        event.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        event.putObject("responseElements").put("x-amz-request-id", "LOCAL").put("x-amz-id-2", "LOCAL");
        ObjectNode s3 = event.putObject("s3");
        s3.put("s3SchemaVersion", "1.0").put("configurationId", "sparkify");
        ObjectNode bucket = s3.putObject("bucket");
        bucket.put("name", object.bucket()).put("arn", "arn:aws:s3:::" + object.bucket());
        bucket.putObject("ownerIdentity").put("principalId", "LOCAL");
        s3.putObject("object")
                .put(
                        "key",
                        URLEncoder.encode(object.key(), StandardCharsets.UTF_8).replace("%2F", "/"))
                .put("size", object.size())
                .put("eTag", object.etag())
                .put("sequencer", "%016X".formatted(sequence.incrementAndGet()));
        return document.toString();
    }
}
