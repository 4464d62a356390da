package com.sparkify.local.replay;

import java.util.List;

/** Receives announcements. */
interface Target extends AutoCloseable {

    /** Maximum of one SQS call, and a sensible batch for the function. */
    int LIMIT = 10;

    /** @throws IllegalStateException if some were not accepted; sending them again is harmless */
    void send(List<Announcement> announcements);

    @Override
    void close();
}
