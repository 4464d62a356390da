package com.sparkify.local.replay;

import java.io.IOException;
import java.util.function.Predicate;

/** A repeatable, ordered sequence of announcements. */
interface Source {

    /** Passes announcements until none is left or the taker returns false. */
    void each(Predicate<Announcement> taker) throws IOException;
}
