package com.sparkify.etl.plan;

/**
 * What the history's newest row of an object says.
 *
 * @param status of that row
 * @param etag of the version it tells of; null if there was none
 * @param rules the rules that version was read by
 * @param sequence of that row among the object's rows, from 1
 */
public record Known(Status status, String etag, String rules, long sequence) {}
