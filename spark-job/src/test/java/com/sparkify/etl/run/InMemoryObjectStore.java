package com.sparkify.etl.run;

import com.sparkify.etl.key.Utf8Order;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.PreconditionFailedException;
import com.sparkify.etl.lake.StoreException;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.lake.Upload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A bucket in memory with the S3 semantics that the job relies on. */
public final class InMemoryObjectStore implements ObjectStore {
    private static final Map<String, Map<String, byte[]>> BUCKETS = new ConcurrentHashMap<>();

    private static final Map<String, String> REFUSED = new ConcurrentHashMap<>();

    private static final Map<String, Consumer<String>> BEFORE_OPEN = new ConcurrentHashMap<>();
    private static final Map<String, Consumer<String>> BEFORE_REPLACEMENT = new ConcurrentHashMap<>();
    private static final Map<String, Consumer<Duration>> BEFORE_CONDITIONAL_PUT = new ConcurrentHashMap<>();
    private static final Map<String, Consumer<String>> BEFORE_LISTING = new ConcurrentHashMap<>();
    private static final Map<String, Consumer<String>> AFTER_UPLOAD = new ConcurrentHashMap<>();

    private final String bucket;
    /** How many HEADs there were. */
    final AtomicInteger heads = new AtomicInteger();
    /** Listings of this prefix end in {@link #denied}; null lets them all be. */
    String deniedListing;

    Error denied;
    /** Unconditional writes below this prefix fail; null lets them all be. */
    String deniedPut;

    public InMemoryObjectStore(String bucket) {
        this.bucket = bucket;
        BUCKETS.computeIfAbsent(bucket, name -> new ConcurrentHashMap<>());
    }

    private Map<String, byte[]> objects() {
        return BUCKETS.get(bucket);
    }

    private static String etag(byte[] bytes) {
        return "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "-" + bytes.length + "\"";
    }

    /** From now on no upload whose text contains this is completed; null lets them all be. */
    public void refuse(String text) {
        if (text == null) {
            REFUSED.remove(bucket);
        } else {
            REFUSED.put(bucket, text);
        }
    }

    /** From now on this comes before an object is read, with its key; null takes it away. */
    public void beforeOpen(Consumer<String> action) {
        set(BEFORE_OPEN, action);
    }

    /** From now on this comes before a conditional write, with the key; null takes it away. */
    public void beforeReplacement(Consumer<String> action) {
        set(BEFORE_REPLACEMENT, action);
    }

    /** From now on this comes before a write with a time limit, with that limit; null takes it away. */
    public void beforeConditionalPut(Consumer<Duration> action) {
        set(BEFORE_CONDITIONAL_PUT, action);
    }

    /** From now on this comes before a listing, with its prefix; null takes it away. */
    public void beforeListing(Consumer<String> action) {
        set(BEFORE_LISTING, action);
    }

    /** From now on this comes after an upload is complete, with its key; null takes it away. */
    public void afterUpload(Consumer<String> action) {
        set(AFTER_UPLOAD, action);
    }

    private <T> void set(Map<String, Consumer<T>> actions, Consumer<T> action) {
        if (action == null) {
            actions.remove(bucket);
        } else {
            actions.put(bucket, action);
        }
    }

    private void check(byte[] bytes) {
        String refused = REFUSED.get(bucket);
        if (refused != null && new String(bytes, StandardCharsets.UTF_8).contains(refused)) {
            throw new StoreException("refused what contains '" + refused + "'", null);
        }
    }

    public void put(String key, String text) {
        put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    public String text(String key) {
        return new String(objects().get(key), StandardCharsets.UTF_8);
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public Optional<StoredObject> head(String key) {
        heads.incrementAndGet();
        return Optional.ofNullable(objects().get(key)).map(bytes -> stored(key, bytes));
    }

    private static StoredObject stored(String key, byte[] bytes) {
        return new StoredObject(key, etag(bytes), null, bytes.length);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        BEFORE_LISTING.getOrDefault(bucket, any -> {}).accept(prefix);
        if (prefix.equals(deniedListing)) {
            if (denied != null) {
                throw denied;
            }
            throw new StoreException("LIST %s answered 403".formatted(prefix), null);
        }
        return objects().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .sorted(Map.Entry.comparingByKey(Utf8Order.BY_BYTES))
                .map(entry -> stored(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public InputStream open(String key, String etag, long offset) {
        BEFORE_OPEN.getOrDefault(bucket, any -> {}).accept(key);
        byte[] bytes = objects().get(key);
        if (bytes == null || !etag(bytes).equals(etag)) {
            throw new PreconditionFailedException(key, null);
        }
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }

    @Override
    public Optional<Content> get(String key) {
        return Optional.ofNullable(objects().get(key)).map(bytes -> new Content(bytes, etag(bytes)));
    }

    @Override
    public void put(String key, byte[] bytes) {
        if (deniedPut != null && key.startsWith(deniedPut)) {
            throw new StoreException("PUT %s answered 503".formatted(key), null);
        }
        objects().put(key, bytes);
    }

    @Override
    public synchronized String putIf(String key, byte[] bytes, String etag) {
        BEFORE_REPLACEMENT.getOrDefault(bucket, any -> {}).accept(key);
        synchronized (BUCKETS) {
            String current = get(key).map(Content::etag).orElse(null);
            if (!java.util.Objects.equals(current, etag)) {
                throw new PreconditionFailedException(key, null);
            }
            put(key, bytes);
            return etag(bytes);
        }
    }

    @Override
    public String putIf(String key, byte[] bytes, String etag, Duration limit) {
        BEFORE_CONDITIONAL_PUT.getOrDefault(bucket, any -> {}).accept(limit);
        return putIf(key, bytes, etag);
    }

    @Override
    public Upload upload(String key) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        return new Upload() {
            @Override
            public void write(byte[] bytes) {
                written.writeBytes(bytes);
            }

            @Override
            public void complete() {
                check(written.toByteArray());
                put(key, written.toByteArray());
                AFTER_UPLOAD.getOrDefault(bucket, any -> {}).accept(key);
            }

            @Override
            public void close() {}
        };
    }

    /** Nothing: this bucket keeps no versions. */
    @Override
    public long removeOldVersions(String prefix) {
        return 0;
    }

    @Override
    public void erase(String key) {
        delete(List.of(key));
    }

    @Override
    public void delete(Collection<String> keys) {
        keys.forEach(objects()::remove);
    }
}
