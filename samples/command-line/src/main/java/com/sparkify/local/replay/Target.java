package com.sparkify.local.replay;

import java.util.List;

/** Who is told. */
interface Target extends AutoCloseable {

    /** What SQS takes in one call, and a sensible batch for the function. */
    int LIMIT = 10;

    /** @throws IllegalStateException some of them were not taken; sending them again does no harm */
    void send(List<Announcement> announcements);

    @Override
    void close();
}
