package com.sparkify.local.s3;

/** Called for every completely written object, before the writer gets its response. */
@FunctionalInterface
public interface PutListener {

    void stored(CreatedObject object);
}
