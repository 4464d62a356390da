package com.sparkify.etl.publish;

import com.sparkify.etl.lake.ObjectStore;
import java.io.Serializable;

/** One file to write. @param key of the object */
record PublishTask(ObjectStore lake, PublishedTable table, Leaf leaf, String key) implements Serializable {}
