package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A parsed log line: a play, another event, or a bad row.
 *
 * @param play the play, or null
 * @param fault why the line is rejected, or null
 * @param object whether the line is a JSON object
 * @param fields names and types of the object's fields; null if the line is no object
 * @param userId the object's user, empty if it names none; null if the line is no object
 */
record LogLine(Play play, String fault, boolean object, RowFields fields, String userId) {
    private static final String PLAY_PAGE = "NextSong";

    static LogLine of(Line line) throws IOException {
        if (line.isCut()) {
            return noObject("The line is longer than %d MiB".formatted(LineReader.MOST_BYTES >> 20));
        }
        if (line.isInvalidUtf8()) {
            return noObject("The line is not valid UTF-8");
        }
        try (JsonParser parser = line.parser()) {
            return parse(parser);
        } catch (JsonProcessingException e) {
            return noObject("The line is no JSON object: " + problem(e));
        }
    }

    private static LogLine parse(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return noObject("The line is no JSON object: it starts with " + parser.currentToken());
        }
        Fields fields = new Fields();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.read(name, parser);
        }
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "something follows the object");
        }
        return fields.line();
    }

    private static LogLine noObject(String fault) {
        return new LogLine(null, fault, false, null, null);
    }

    /**
     * Returns the position at which the text is no JSON. Jackson's message quotes the text, which may contain personal
     * data.
     */
    static String problem(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null
                ? "it cannot be parsed"
                : "it cannot be parsed from line %d, column %d on".formatted(at.getLineNr(), at.getColumnNr());
    }

    /** Collects the fields of a line; of a repeated name the last value counts. */
    private static final class Fields {
        private final RowFields drift = new RowFields(Contract.LOG);
        private String page;
        private Long ts;
        private String userId;
        private Long sessionId;
        private Long itemInSession;
        private String level;
        private String firstName;
        private String lastName;
        private String gender;
        private String location;
        private String userAgent;
        private String song;
        private String artist;
        private String length;

        void read(String name, JsonParser parser) throws IOException {
            drift.see(name, parser);
            switch (name) {
                case "page" -> page = JsonFields.text(parser);
                case "ts" -> ts = JsonFields.integer(parser);
                case "userId" -> userId = JsonFields.text(parser);
                case "sessionId" -> sessionId = JsonFields.integer(parser);
                case "itemInSession" -> itemInSession = JsonFields.integer(parser);
                case "level" -> level = JsonFields.text(parser);
                case "firstName" -> firstName = JsonFields.text(parser);
                case "lastName" -> lastName = JsonFields.text(parser);
                case "gender" -> gender = JsonFields.text(parser);
                case "location" -> location = JsonFields.text(parser);
                case "userAgent" -> userAgent = JsonFields.text(parser);
                case "song" -> song = JsonFields.text(parser);
                case "artist" -> artist = JsonFields.text(parser);
                case "length" -> length = JsonFields.number(parser);
                default -> parser.skipChildren();
            }
        }

        LogLine line() {
            if (!PLAY_PAGE.equals(page)) {
                return new LogLine(null, null, true, drift, user());
            }
            if (ts == null || ts < 0 || ts > Play.LAST_TS) {
                return bad("ts must be an integer from 0 to " + Play.LAST_TS);
            }
            if (sessionId == null) {
                return bad("sessionId must be an integer");
            }
            if (itemInSession == null) {
                return bad("itemInSession must be an integer");
            }
            if (userId == null || userId.isEmpty()) {
                return bad("userId must not be empty");
            }
            Play play = new Play(
                    ts,
                    userId,
                    sessionId,
                    itemInSession,
                    level,
                    firstName,
                    lastName,
                    gender,
                    location,
                    userAgent,
                    song,
                    artist,
                    JsonFields.matchable(length));
            return new LogLine(play, null, true, drift, userId);
        }

        private LogLine bad(String fault) {
            return new LogLine(null, "A play's " + fault, true, drift, user());
        }

        private String user() {
            return userId == null ? "" : userId;
        }
    }
}
