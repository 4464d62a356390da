package com.sparkify.local.replay;

/**
 * A message to send once more.
 *
 * @param position its place in the source, which grows from message to message in the order of its UTF-8 bytes
 * @param body what the queue gets, an event or a request
 * @param objects how many it announces
 * @param bytes their size, as far as the source knows it
 */
record Announcement(String position, String body, int objects, long bytes) {}
