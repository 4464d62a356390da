package com.sparkify.local.stack;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Keeps OUT/json up to date while a stack runs. */
public final class LiveMirror {

    private final PublishedMirror mirror;
    private final Supplier<?> publication;
    private final BooleanSupplier isLoaded;

    /** Null at first: an earlier process may have been killed between a publication and its copy. */
    private Object mirrored;

    /** @param publication a value that changes with every publication */
    public LiveMirror(PublishedMirror mirror, Supplier<?> publication, BooleanSupplier isLoaded) {
        this.mirror = mirror;
        this.publication = publication;
        this.isLoaded = isLoaded;
    }

    /** Called periodically: copies a new publication once everything is loaded. */
    public void tick() throws IOException {
        // Before the copy: what is published meanwhile is copied by the next call.
        Object published = publication.get();
        if (!published.equals(mirrored) && isLoaded.getAsBoolean() && mirror.update()) {
            mirrored = published;
        }
    }
}
