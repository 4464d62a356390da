package com.sparkify.etl.publish;

import com.sparkify.etl.lake.ObjectStore;
import java.io.Serializable;

/**
 * One file to write.
 *
 * @param key the object's key
 */
record PublishTask(ObjectStore lake, PublishedTable table, Leaf leaf, String key) implements Serializable {}
