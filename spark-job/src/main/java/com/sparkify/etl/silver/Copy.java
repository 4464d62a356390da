package com.sparkify.etl.silver;

import com.sparkify.etl.key.Utf8Order;

/** A play or song as one object contributed it. Of several copies the one with the greatest (object key, line) counts. */
public interface Copy {
    String objectKey();

    /** Returns the line in the object, or the record's ordinal, from 1. */
    long line();

    /** Returns the copy that counts. */
    static <T extends Copy> T greater(T one, T other) {
        int order = Utf8Order.BY_BYTES.compare(one.objectKey(), other.objectKey());
        return order > 0 || order == 0 && one.line() >= other.line() ? one : other;
    }
}
