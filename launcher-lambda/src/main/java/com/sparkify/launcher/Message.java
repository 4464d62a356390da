package com.sparkify.launcher;

import java.util.List;
import java.util.Optional;

/**
 * The content of one message. The id is that of the SQS message, empty for a direct event. A message with a problem
 * fails, but its other announcements are accepted.
 */
record Message(
        String id, List<AnnouncedObject> objects, Optional<TypedRequest> request, int ignored, List<String> problems) {

    Message {
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
        if (request.isPresent() && !objects.isEmpty()) {
            throw new IllegalArgumentException("A message holds objects or a request: '" + id + "'");
        }
    }

    static Message asking(TypedRequest request) {
        return new Message("", List.of(), Optional.of(request), 0, List.of());
    }

    static Message silent() {
        return new Message("", List.of(), Optional.empty(), 0, List.of());
    }

    static Message refused(String problem) {
        return new Message("", List.of(), Optional.empty(), 0, List.of(problem));
    }

    Message withId(String messageId) {
        return new Message(messageId, objects, request, ignored, problems);
    }
}
