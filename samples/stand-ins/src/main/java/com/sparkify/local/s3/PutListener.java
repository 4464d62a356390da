package com.sparkify.local.s3;

/** Hears of every object that was completely written, before the writer gets its answer. */
@FunctionalInterface
public interface PutListener {

    void stored(CreatedObject object);
}
