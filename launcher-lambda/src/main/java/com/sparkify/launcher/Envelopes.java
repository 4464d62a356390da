package com.sparkify.launcher;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.sparkify.launcher.Event.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Detects the type of an invocation, or of a queued message's body, by its shape. */
final class Envelopes {
    private static final String ACCEPTED =
            "Accepted are: S3 event notifications, alone, in SQS, or in SNS in SQS; EventBridge's \"Object Created\";"
                    + " s3:TestEvent; {\"nudge\": {}}; and the requests {\"load\": {\"from\": \"2018-11-12\", \"to\":"
                    + " \"2018-11-14\"}}, {\"load\": {\"keys\": [...]}}, {\"load\": {\"prefix\": \"log_data/2018/\"}},"
                    + " {\"retract\": {\"keys\": [...]}}, {\"sweep\": {}}, {\"rebuild\": {}}, {\"erase\": {\"users\": [...]}}, each with"
                    + " \"dryRun\": true to try";

    private final InputPrefixes inputs;
    private final S3Events s3Events;

    Envelopes(InputPrefixes inputs) {
        this.inputs = inputs;
        this.s3Events = new S3Events(inputs);
    }

    /** @throws RefusedException if the event as a whole is not acceptable */
    Event open(byte[] document) {
        Map<?, ?> event = object(Json.read(document));
        if (event.get("nudge") instanceof Map<?, ?> none) {
            RequestFields fields = new RequestFields(event);
            fields.allow("A nudge", "{\"nudge\": {}}", Set.of("nudge", "dryRun"));
            new RequestFields(none).allow("nudge", "{\"nudge\": {}}", Set.of());
            return new Event.Nudge(fields.flag("dryRun", "{\"nudge\": {}, \"dryRun\": true}"));
        }
        if (event.get("Records") instanceof List<?> records && records.stream().anyMatch(Envelopes::isQueued)) {
            return new Event.Messages(Source.SQS, queued(records));
        }
        Source source = event.containsKey("detail-type")
                ? Source.EVENTBRIDGE
                : event.containsKey("Records") || event.containsKey("Event") ? Source.S3 : Source.REQUEST;
        return new Event.Messages(source, List.of(content(event)));
    }

    private List<Message> queued(List<?> records) {
        List<Message> messages = new ArrayList<>();
        for (Object each : records) {
            SQSMessage message = message(each);
            messages.add(body(message.getBody()).withId(message.getMessageId()));
        }
        return messages;
    }

    private Message body(String body) {
        try {
            Map<?, ?> content = object(Json.read(body));
            Message message = content(fromSns(content));
            if (message.request().isPresent() && message.request().get().dryRun()) {
                throw new RefusedException("A dry run answers its caller, and a queue has none: invoke the function");
            }
            return message;
        } catch (RefusedException e) {
            return Message.refused(e.getMessage());
        }
    }

    private Message content(Map<?, ?> event) {
        if (event.get("Records") instanceof List<?> records) {
            return s3Events.records(records);
        }
        if ("s3:TestEvent".equals(event.get("Event"))) {
            return Message.silent();
        }
        if ("aws.s3".equals(event.get("source")) && event.get("detail-type") instanceof String type) {
            return type.equals("Object Created") ? s3Events.objectCreated(event.get("detail")) : Message.silent();
        }
        if (TypedRequest.NAMES.stream().anyMatch(event::containsKey)) {
            return Message.asking(TypedRequest.parse(event, inputs));
        }
        throw unknown(event);
    }

    /** SNS wraps the original as a text, unless raw delivery is enabled. */
    private static Map<?, ?> fromSns(Map<?, ?> body) {
        return "Notification".equals(body.get("Type")) && body.get("Message") instanceof String inner
                ? object(Json.read(inner))
                : body;
    }

    private static boolean isQueued(Object each) {
        return each instanceof Map<?, ?> record && "aws:sqs".equals(record.get("eventSource"));
    }

    private static SQSMessage message(Object each) {
        if (each instanceof Map<?, ?> fields
                && fields.get("messageId") instanceof String id
                && fields.get("body") instanceof String body) {
            SQSMessage message = new SQSMessage();
            message.setMessageId(id);
            message.setBody(body);
            return message;
        }
        throw new RefusedException("An SQS record without the texts 'messageId' and 'body'");
    }

    private static Map<?, ?> object(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new RefusedException("An event must be a JSON object. " + ACCEPTED);
    }

    private static RefusedException unknown(Map<?, ?> event) {
        return new RefusedException("Unknown event with the fields " + event.keySet() + ". " + ACCEPTED);
    }
}
