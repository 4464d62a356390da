package com.sparkify.etl.source;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.lake.Upload;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A bucket with one object whose bytes are generated while they are read. */
record GeneratedObject(Supplier<InputStream> bytes) implements ObjectStore {
    @Override
    public InputStream open(String key, String etag, long offset) {
        return bytes.get();
    }

    @Override
    public String bucket() {
        return "generated";
    }

    @Override
    public Optional<StoredObject> head(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredObject> list(String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Content> get(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(String key, byte[] content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String putIf(String key, byte[] content, String etag) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Upload upload(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Collection<String> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long removeOldVersions(String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void erase(String key) {
        throw new UnsupportedOperationException();
    }
}
