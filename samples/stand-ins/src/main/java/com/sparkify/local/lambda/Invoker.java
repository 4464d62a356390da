package com.sparkify.local.lambda;

/** Whatever takes an event's bytes and answers with bytes. */
@FunctionalInterface
public interface Invoker {

    /** @throws FunctionException the event counts as not processed */
    byte[] invoke(byte[] event) throws FunctionException, InterruptedException;
}
