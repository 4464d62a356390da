package com.sparkify.launcher;

import java.util.List;

/** The input of one invocation, without its envelope. */
sealed interface Event {

    /** Announcements and requests; {@code queued} messages succeed and fail independently. */
    record Messages(Source source, List<Message> messages) implements Event {
        public Messages {
            messages = List.copyOf(messages);
        }

        boolean queued() {
            return source == Source.SQS;
        }
    }

    /** The schedule's check for unattended work. */
    record Nudge(boolean dryRun) implements Event {}

    /** Source of the event, recorded in the manifest for operators. */
    enum Source {
        S3,
        SQS,
        EVENTBRIDGE,
        REQUEST
    }
}
