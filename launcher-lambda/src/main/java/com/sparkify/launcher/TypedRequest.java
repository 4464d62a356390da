package com.sparkify.launcher;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request of an operator or a schedule in the form of its manifest: exactly one of load, retract, sweep, rebuild and
 * erase.
 */
record TypedRequest(Map<String, Object> body, boolean dryRun) {
    static final Set<String> NAMES = Set.of("load", "retract", "sweep", "rebuild", "erase");
    private static final String LOAD_FORMS =
            "{\"load\": {\"from\": \"2018-11-12\", \"to\": \"2018-11-14\"}}, {\"load\": {\"keys\": "
                    + "[\"log_data/2018/11/2018-11-12-events.json\"]}} or {\"load\": {\"prefix\": \"song_data/A/\"}}"
                    + ", each with \"force\": true if unchanged objects are to be read again";
    private static final String RETRACT_FORM =
            "{\"retract\": {\"keys\": [\"log_data/2018/11/2018-11-12-events.json\"]}}";

    private static final String ERASE_FORM = "{\"erase\": {\"users\": [\"39\"]}}";
    private static final int MOST_USERS = 1_000;

    TypedRequest {
        body = Map.copyOf(body);
        if (body.size() != 1 || !NAMES.containsAll(body.keySet())) {
            throw new IllegalArgumentException("A request has one of " + NAMES + ": " + body.keySet());
        }
    }

    /** @throws RefusedException with an example of a valid request */
    static TypedRequest parse(Map<?, ?> document, InputPrefixes inputs) {
        RequestFields fields = new RequestFields(document);
        boolean dryRun = fields.flag("dryRun", "{\"sweep\": {}, \"dryRun\": true}");
        fields.allow("A request", "{\"load\": {\"keys\": [...]}, \"dryRun\": true}", names(document));
        String name = NAMES.stream().filter(document::containsKey).findFirst().orElseThrow();
        Object argument = document.get(name);
        Map<String, Object> checked = switch (name) {
            case "load" -> load(RequestFields.of(argument, LOAD_FORMS), inputs);
            case "retract" -> retract(RequestFields.of(argument, RETRACT_FORM), inputs);
            case "erase" -> erase(argument);
            default -> empty(name, RequestFields.of(argument, emptyForm(name)));
        };
        return new TypedRequest(Map.of(name, checked), dryRun);
    }

    private static Set<String> names(Map<?, ?> document) {
        List<String> asked =
                NAMES.stream().filter(document::containsKey).sorted().toList();
        if (asked.size() != 1) {
            throw new RefusedException(
                    "A request asks for one thing, and this for " + asked + ": send one request each");
        }
        return Set.of(asked.get(0), "dryRun");
    }

    private static Map<String, Object> load(RequestFields fields, InputPrefixes inputs) {
        fields.allow("load", LOAD_FORMS, Set.of("from", "to", "keys", "prefix", "force"));
        Map<String, Object> checked = new LinkedHashMap<>();
        int kinds = (fields.has("from") || fields.has("to") ? 1 : 0)
                + (fields.has("keys") ? 1 : 0)
                + (fields.has("prefix") ? 1 : 0);
        if (kinds != 1) {
            throw new RefusedException("load takes one of: " + LOAD_FORMS);
        }
        if (fields.has("keys")) {
            checked.put("keys", keys(fields, LOAD_FORMS, inputs));
        } else if (fields.has("prefix")) {
            checked.put("prefix", prefix(fields, inputs));
        } else {
            LocalDate from = logPartition(fields, "from");
            LocalDate to = logPartition(fields, "to");
            if (to.isBefore(from)) {
                throw new RefusedException("load runs from an earlier to a later day: '" + from + "' to '" + to + "'");
            }
            checked.put("from", from.toString());
            checked.put("to", to.toString());
        }
        if (fields.flag("force", LOAD_FORMS)) {
            checked.put("force", true);
        }
        return checked;
    }

    private static Map<String, Object> retract(RequestFields fields, InputPrefixes inputs) {
        fields.allow("retract", RETRACT_FORM, Set.of("keys"));
        return Map.of("keys", keys(fields, RETRACT_FORM, inputs));
    }

    /** Messages never quote the request, because it names people and messages are logged. */
    private static Map<String, Object> erase(Object argument) {
        if (argument instanceof Map<?, ?> fields
                && fields.keySet().equals(Set.of("users"))
                && fields.get("users") instanceof List<?> users
                && !users.isEmpty()
                && users.size() <= MOST_USERS
                && users.stream().allMatch(user -> user instanceof String id && !id.isEmpty())) {
            return Map.of("users", List.copyOf(users));
        }
        throw new RefusedException("erase takes users, a list of 1 to " + MOST_USERS
                + " user ids, each a text that is not empty; it looks like " + ERASE_FORM);
    }

    private static Map<String, Object> empty(String name, RequestFields fields) {
        fields.allow(name, emptyForm(name), Set.of());
        return Map.of();
    }

    private static String emptyForm(String name) {
        return "{\"" + name + "\": {}}";
    }

    private static List<String> keys(RequestFields fields, String form, InputPrefixes inputs) {
        List<String> keys = fields.texts("keys", form);
        for (String key : keys) {
            AnnouncedObject.requireKey(key);
            if (!inputs.accept(key)) {
                throw new RefusedException("A key must begin with " + inputs.logPrefix() + " or " + inputs.songPrefix()
                        + " and end in .json or .json.gz: '" + key + "'");
            }
        }
        return keys;
    }

    private static String prefix(RequestFields fields, InputPrefixes inputs) {
        String prefix = AnnouncedObject.requireKey(fields.text("prefix", LOAD_FORMS));
        if (!inputs.contains(prefix)) {
            throw new RefusedException("A prefix must begin with " + inputs.logPrefix() + " or " + inputs.songPrefix()
                    + ": '" + prefix + "'");
        }
        return prefix;
    }

    private static LocalDate logPartition(RequestFields fields, String name) {
        String text = fields.text(name, LOAD_FORMS);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new RefusedException("Log partition must look like 2018-11-12: '" + text + "'");
        }
    }
}
