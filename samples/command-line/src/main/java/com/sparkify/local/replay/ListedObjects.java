package com.sparkify.local.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects under a prefix, as S3 would announce them. */
record ListedObjects(S3Client s3, String bucket, String prefix) implements Source {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Well below a message's size limit, even with the longest keys. */
    private static final int RECORDS = 10;

    @Override
    public void each(Predicate<Announcement> taker) {
        var together = new ArrayList<S3Object>();
        for (S3Object object : s3.listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(prefix))
                .contents()) {
            if (object.key().endsWith(".json") || object.key().endsWith(".json.gz")) {
                together.add(object);
            }
            if (together.size() == RECORDS) {
                if (!taker.test(announcement(together))) {
                    return;
                }
                together.clear();
            }
        }
        if (!together.isEmpty()) {
            taker.test(announcement(together));
        }
    }

    private Announcement announcement(List<S3Object> objects) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        objects.forEach(object -> describe(object, records.addObject()));
        return new Announcement(
                objects.get(objects.size() - 1).key(),
                event.toString(),
                objects.size(),
                objects.stream().mapToLong(S3Object::size).sum());
    }

    private void describe(S3Object object, ObjectNode event) {
        event.put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("eventTime", object.lastModified().toString())
                .put("eventName", "ObjectCreated:Put");
        ObjectNode s3Event = event.putObject("s3");
        s3Event.put("s3SchemaVersion", "1.0").put("configurationId", "replay");
        s3Event.putObject("bucket").put("name", bucket);
        s3Event.putObject("object")
                .put(
                        "key",
                        URLEncoder.encode(object.key(), StandardCharsets.UTF_8).replace("%2F", "/"))
                .put("size", object.size())
                .put("eTag", object.eTag().replace("\"", ""));
    }
}
