package com.sparkify.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of a typed JSON request. Invalid fields are refused with the accepted form. */
record RequestFields(Map<?, ?> values) {

    static RequestFields of(Object value, String form) {
        if (value instanceof Map<?, ?> map) {
            return new RequestFields(map);
        }
        throw wrong(form, value);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    void allow(String what, String form, Set<String> names) {
        for (Object name : values.keySet()) {
            if (!names.contains(name)) {
                throw new RefusedException(what + " has no field '" + name + "'; it looks like " + form);
            }
        }
    }

    boolean flag(String name, String form) {
        Object value = values.get(name);
        if (!has(name) || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw wrong(name, form, value);
    }

    String text(String name, String form) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, form, values.get(name));
    }

    List<String> texts(String name, String form) {
        List<String> texts = new ArrayList<>();
        if (values.get(name) instanceof List<?> items && !items.isEmpty()) {
            for (Object item : items) {
                if (!(item instanceof String text)) {
                    throw wrong(name, form, item);
                }
                texts.add(text);
            }
            return List.copyOf(texts);
        }
        throw wrong(name, form, values.get(name));
    }

    private static RefusedException wrong(String name, String form, Object value) {
        return new RefusedException("Wrong '" + name + "': '" + value + "'; a request looks like " + form);
    }

    private static RefusedException wrong(String form, Object value) {
        return new RefusedException("Not a request: '" + value + "'; it looks like " + form);
    }
}
