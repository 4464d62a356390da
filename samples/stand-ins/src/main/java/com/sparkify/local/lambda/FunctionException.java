package com.sparkify.local.lambda;

/** The function failed as a whole: its event counts as not processed. */
public final class FunctionException extends Exception {

    FunctionException(String message) {
        super(message);
    }
}
