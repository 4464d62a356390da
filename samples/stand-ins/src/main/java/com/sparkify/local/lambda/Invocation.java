package com.sparkify.local.lambda;

import java.util.concurrent.CompletableFuture;

/** One event on its way through the function. */
record Invocation(String requestId, byte[] event, long deadlineMillis, CompletableFuture<Answer> answer) {

    /** What the function posted back: its result, or an error document. */
    record Answer(boolean successful, byte[] payload) {}
}
