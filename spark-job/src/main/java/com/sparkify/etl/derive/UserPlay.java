package com.sparkify.etl.derive;

import com.sparkify.etl.source.Play;
import java.io.Serializable;

/**
 * A play's user columns, and the play's position among the user's plays.
 *
 * @param ts epoch milliseconds
 */
record UserPlay(
        String userId,
        String firstName,
        String lastName,
        String gender,
        String level,
        long ts,
        long sessionId,
        long itemInSession)
        implements Serializable {

    static UserPlay of(Play play) {
        return new UserPlay(
                play.userId(),
                play.firstName(),
                play.lastName(),
                play.gender(),
                play.level(),
                play.ts(),
                play.sessionId(),
                play.itemInSession());
    }

    /** Returns the later of two plays of a user by (ts, session, item); this one if they are equal. */
    UserPlay orLater(UserPlay other) {
        return other == null || isNotBefore(other) ? this : other;
    }

    boolean isNotBefore(UserPlay other) {
        int order = Long.compare(ts, other.ts);
        order = order == 0 ? Long.compare(sessionId, other.sessionId) : order;
        return (order == 0 ? Long.compare(itemInSession, other.itemInSession) : order) >= 0;
    }

    /** Returns true if the published columns are equal. */
    boolean looksLike(UserPlay other) {
        return other != null
                && new UserPlay(userId, firstName, lastName, gender, level, 0, 0, 0)
                        .equals(new UserPlay(
                                other.userId, other.firstName, other.lastName, other.gender, other.level, 0, 0, 0));
    }
}
