package com.sparkify.launcher;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Extracts the relevant objects from S3's own records and from EventBridge's "Object Created". */
record S3Events(InputPrefixes inputs) {

    /**
     * Parses each record independently: an invalid record becomes a problem of the message and does not affect others.
     */
    Message records(List<?> records) {
        List<AnnouncedObject> objects = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int ignored = 0;
        for (Object each : records) {
            try {
                Optional<AnnouncedObject> object = record(each);
                object.ifPresent(objects::add);
                ignored += object.isPresent() ? 0 : 1;
            } catch (RefusedException e) {
                problems.add(e.getMessage());
            }
        }
        return new Message("", objects, Optional.empty(), ignored, problems);
    }

    /** EventBridge does not encode keys. */
    Message objectCreated(Object detail) {
        Object object = at(detail, "object");
        String key = text(object, "key");
        String bucket = text(at(detail, "bucket"), "name");
        if (!inputs.accept(bucket, key)) {
            return new Message("", List.of(), Optional.empty(), 1, List.of());
        }
        AnnouncedObject announced = new AnnouncedObject(
                key,
                whole(object, "size"),
                hint(object, "etag"),
                hint(object, "version-id"),
                hint(object, "sequencer"));
        return new Message("", List.of(announced), Optional.empty(), 0, List.of());
    }

    private Optional<AnnouncedObject> record(Object each) {
        requireKnownVersion(hint(each, "eventVersion"));
        // Deletions retract nothing, and other event types are not relevant.
        if (!text(each, "eventName").startsWith("ObjectCreated:")) {
            return Optional.empty();
        }
        Object s3 = at(each, "s3");
        Object object = at(s3, "object");
        S3ObjectEntity entity = new S3ObjectEntity(
                text(object, "key"),
                whole(object, "size"),
                hint(object, "eTag"),
                hint(object, "versionId"),
                hint(object, "sequencer"));
        String key = decoded(entity);
        if (!inputs.accept(text(at(s3, "bucket"), "name"), key)) {
            return Optional.empty();
        }
        return Optional.of(new AnnouncedObject(
                key, entity.getSizeAsLong(), entity.geteTag(), entity.getVersionId(), entity.getSequencer()));
    }

    private static String decoded(S3ObjectEntity entity) {
        try {
            return entity.getUrlDecodedKey();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("The key of an S3 event must be URL-encoded: '" + entity.getKey() + "'");
        }
    }

    /** Minor versions add fields; a new major version may change their meaning. */
    private static void requireKnownVersion(String version) {
        if (version != null && !version.equals("2") && !version.startsWith("2.")) {
            throw new RefusedException("eventVersion of an S3 record must be 2.x: '" + version + "'");
        }
    }

    private static Object at(Object parent, String name) {
        if (parent instanceof Map<?, ?> map && map.get(name) instanceof Map<?, ?> child) {
            return child;
        }
        throw new RefusedException("An S3 event record without the object '" + name + "'");
    }

    private static String text(Object parent, String name) {
        String text = hint(parent, name);
        if (text == null) {
            throw new RefusedException("An S3 event record without the text '" + name + "'");
        }
        return text;
    }

    private static String hint(Object parent, String name) {
        return parent instanceof Map<?, ?> map && map.get(name) instanceof String text ? text : null;
    }

    private static Long whole(Object parent, String name) {
        Object value = parent instanceof Map<?, ?> map ? map.get(name) : null;
        return value instanceof Integer || value instanceof Long ? (Long) ((Number) value).longValue() : null;
    }
}
