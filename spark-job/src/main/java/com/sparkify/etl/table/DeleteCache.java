package com.sparkify.etl.table;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.io.FileIO;

/** Caches the delete files of a scan or a compaction in memory, up to a limit, for several threads. */
final class DeleteCache extends BaseDeleteLoader {
    private static final long MOST_BYTES = 32L << 20;

    private final Map<String, Object> cached = new HashMap<>();
    private long bytes;

    DeleteCache(FileIO io) {
        super(file -> SmallFiles.open(io, file), CallerThread.INSTANCE);
    }

    @Override
    protected boolean canCache(long size) {
        return size <= MOST_BYTES;
    }

    @Override
    @SuppressWarnings("unchecked") // the values of a key always have the same type
    protected synchronized <V> V getOrLoad(String key, Supplier<V> supplier, long size) {
        Object known = cached.get(key);
        if (known != null) {
            return (V) known;
        }
        if (bytes + size > MOST_BYTES) {
            cached.clear();
            bytes = 0;
        }
        V loaded = supplier.get();
        cached.put(key, loaded);
        bytes += size;
        return loaded;
    }
}
