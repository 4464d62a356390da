package com.sparkify.local.lambda;

import java.util.concurrent.CompletableFuture;

/** One invocation of the function. */
record Invocation(String requestId, byte[] event, long deadlineMillis, CompletableFuture<Answer> answer) {

    /** The function's response: its result, or an error document. */
    record Answer(boolean successful, byte[] payload) {}
}
