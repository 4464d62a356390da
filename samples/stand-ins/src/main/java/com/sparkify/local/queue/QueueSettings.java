package com.sparkify.local.queue;

import java.time.Duration;

/**
 * @param visibilityTimeout how long a received message stays hidden before it is redelivered
 * @param maxReceiveCount after how many receives without a delete a message moves to the dead-letter queue
 */
public record QueueSettings(Duration visibilityTimeout, int maxReceiveCount) {

    public QueueSettings {
        if (visibilityTimeout.isNegative() || visibilityTimeout.toHours() > 12) {
            throw new IllegalArgumentException("Visibility timeout must be 0 to 12 hours: " + visibilityTimeout);
        }
        if (maxReceiveCount < 1 || maxReceiveCount > 1000) {
            throw new IllegalArgumentException("Receive count must be 1 to 1000: " + maxReceiveCount);
        }
    }
}
