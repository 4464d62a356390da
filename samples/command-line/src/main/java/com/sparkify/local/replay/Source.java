package com.sparkify.local.replay;

import java.io.IOException;
import java.util.function.Predicate;

/** Where announcements come from, in an order that is the same every time. */
interface Source {

    /** Gives one after the other, until there are no more or the taker returns false. */
    void each(Predicate<Announcement> taker) throws IOException;
}
