package com.sparkify.launcher;

/** Thrown for an event, or a part of one, that no retry will make acceptable. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
