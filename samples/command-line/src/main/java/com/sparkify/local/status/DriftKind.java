package com.sparkify.local.status;

/** Kinds of drift, with their column and metric. */
enum DriftKind {
    UNKNOWN("unknown", "fields_unknown", "FieldsUnknown"),
    MISSING("missing", "fields_missing", "FieldsMissing"),
    OTHER_TYPE("of another type", "fields_other_type", "FieldsOfOtherType");

    private final String title;
    private final String column;
    private final String metric;

    DriftKind(String title, String column, String metric) {
        this.title = title;
        this.column = column;
        this.metric = metric;
    }

    String title() {
        return title;
    }

    /** Returns the column of {@code load_history}; a lake of an earlier release lacks it. */
    String column() {
        return column;
    }

    String metric() {
        return metric;
    }
}
