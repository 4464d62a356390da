package com.sparkify.law;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A play of an object; its natural key identifies copies of the same play. */
record ModelPlay(String key, long line, Natural natural, Fields fields) {
    static final long LAST_MILLIS = 253_402_300_799_999L;

    record Natural(long sessionId, long itemInSession, String userId, long ts) {
        String songplayId() {
            String text = sessionId + "|" + itemInSession + "|" + userId + "|" + ts;
            return Characters.sha256(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static boolean isWanted(Fields fields) {
        return "NextSong".equals(fields.text("page"));
    }

    /** Returns empty if a part of the natural key is missing or invalid. */
    static Optional<ModelPlay> of(String key, long line, Fields fields) {
        Optional<Long> ts = fields.integer("ts").filter(millis -> millis >= 0 && millis <= LAST_MILLIS);
        Optional<Long> session = fields.integer("sessionId");
        Optional<Long> item = fields.integer("itemInSession");
        String userId = fields.text("userId");
        if (ts.isEmpty() || session.isEmpty() || item.isEmpty() || userId == null || userId.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ModelPlay(key, line, new Natural(session.get(), item.get(), userId, ts.get()), fields));
    }

    boolean isAfter(ModelPlay other) {
        int order = Characters.BY_BYTES.compare(key, other.key);
        return order > 0 || (order == 0 && line > other.line);
    }
}
