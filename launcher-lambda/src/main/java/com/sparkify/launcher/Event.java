package com.sparkify.launcher;

import java.util.List;

/** One invocation's input, whatever the envelope. */
sealed interface Event {

    /** Something announced or asked for; {@code queued} messages succeed and fail one by one. */
    record Messages(Source source, List<Message> messages) implements Event {
        public Messages {
            messages = List.copyOf(messages);
        }

        boolean queued() {
            return source == Source.SQS;
        }
    }

    /** The schedule's "is anything left lying?" */
    record Nudge(boolean dryRun) implements Event {}

    /** Who brought the event; written into the manifest as a hint for people. */
    enum Source {
        S3,
        SQS,
        EVENTBRIDGE,
        REQUEST
    }
}
