package com.sparkify.local.lambda;

/** A function from an event's bytes to a response's bytes. */
@FunctionalInterface
public interface Invoker {

    /** @throws FunctionException if the event was not processed */
    byte[] invoke(byte[] event) throws FunctionException, InterruptedException;
}
