package com.sparkify.launcher;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A manifest to write, and the messages that fail if it cannot be written. */
record Draft(NewManifest manifest, Set<String> messageIds, int objects, long bytes) {

    /** Creates one manifest for all announced objects of an invocation, and one for each request. */
    static List<Draft> of(Event.Messages heard, Instant now, Supplier<UUID> ids) {
        List<Draft> drafts = new ArrayList<>();
        Map<String, AnnouncedObject> newest = newestByKey(heard.messages());
        if (!newest.isEmpty()) {
            Set<String> announcing = heard.messages().stream()
                    .filter(message -> !message.objects().isEmpty())
                    .map(Message::id)
                    .collect(Collectors.toSet());
            long bytes = newest.values().stream()
                    .mapToLong(object -> object.size() == null ? 0 : object.size())
                    .sum();
            drafts.add(new Draft(
                    NewManifest.of(heard.source(), newest.values(), now, ids.get()), announcing, newest.size(), bytes));
        }
        for (Message message : heard.messages()) {
            message.request()
                    .ifPresent(request -> drafts.add(new Draft(
                            NewManifest.of(heard.source(), request, now, ids.get()), Set.of(message.id()), 0, 0)));
        }
        return drafts;
    }

    Draft renamed(UUID id) {
        return new Draft(manifest.renamed(id), messageIds, objects, bytes);
    }

    void fail(String reason, Map<String, String> failures) {
        messageIds.forEach(id -> failures.merge(id, reason, (one, other) -> one + "; " + other));
    }

    private static Map<String, AnnouncedObject> newestByKey(List<Message> messages) {
        Map<String, AnnouncedObject> newest = new LinkedHashMap<>();
        for (Message message : messages) {
            for (AnnouncedObject object : message.objects()) {
                newest.merge(object.key(), object, (known, next) -> next.isNewerThan(known) ? next : known);
            }
        }
        return newest;
    }
}
