package com.sparkify.launcher;

/** An event, or a part of one, that no repetition will make acceptable. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
