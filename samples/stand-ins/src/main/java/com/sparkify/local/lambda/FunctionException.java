package com.sparkify.local.lambda;

/** Thrown if the function failed and the event counts as not processed. */
public final class FunctionException extends Exception {

    FunctionException(String message) {
        super(message);
    }
}
