package com.sparkify.local.replay;

/**
 * A message to send again.
 *
 * @param position position in the source, ascending in the order of its UTF-8 bytes
 * @param body the queue message, an event or a request
 * @param objects number of announced objects
 * @param bytes their size, as far as the source knows it
 */
record Announcement(String position, String body, int objects, long bytes) {}
