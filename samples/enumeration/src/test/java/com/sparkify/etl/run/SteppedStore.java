package com.sparkify.etl.run;

import com.sparkify.enumeration.CallResult;
import com.sparkify.enumeration.CallResult.Kind;
import com.sparkify.enumeration.Calls;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.PreconditionFailedException;
import com.sparkify.etl.lake.StoreException;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.lake.Upload;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The job's S3: each request is a step. Guards of the order of requests are lifted here, by holding requests back or by
 * sending them early.
 */
final class SteppedStore implements ObjectStore {
    private final transient Calls calls;
    private final String prefix;
    private final transient List<Runnable> heldBack = new ArrayList<>();
    private final transient TreeSet<String> removedEarly = new TreeSet<>();

    private SteppedStore(Calls calls, String prefix) {
        this.calls = calls;
        this.prefix = prefix;
    }

    static SteppedStore lake(Calls calls) {
        return new SteppedStore(calls, "");
    }

    static SteppedStore input(Calls calls) {
        return new SteppedStore(calls, "input/");
    }

    @Override
    public String bucket() {
        return prefix.isEmpty() ? "sparkify-lake" : "sparkify-logs";
    }

    @Override
    public Optional<StoredObject> head(String key) {
        CallResult answer = answered(calls.call("HEAD", prefix + key));
        return answer.is(Kind.ABSENT) ? Optional.empty() : Optional.of(new StoredObject(key, answer.text(), null, 1));
    }

    @Override
    public List<StoredObject> list(String folder) {
        TreeSet<String> keys =
                new TreeSet<>(answered(calls.call("LIST", folder)).values());
        keys.addAll(removedEarly);
        heldBack.forEach(Runnable::run);
        heldBack.clear();
        return keys.stream().map(key -> new StoredObject(key, "", null, 1)).toList();
    }

    @Override
    public Optional<Content> get(String key) {
        CallResult answer = answered(calls.call("GET", key));
        return answer.is(Kind.ABSENT)
                ? Optional.empty()
                : Optional.of(new Content(
                        answer.text().getBytes(StandardCharsets.UTF_8),
                        answer.values().get(1)));
    }

    @Override
    public void put(String key, byte[] bytes) {
        Runnable put = () -> answered(calls.call("PUT", key, text(bytes)));
        if (calls.isLifted("CLOSING_BEFORE_LAST_LISTING") && key.startsWith("closing/")) {
            heldBack.add(put);
        } else {
            put.run();
        }
    }

    @Override
    public String putIf(String key, byte[] bytes, String etag) {
        String text = text(bytes);
        if (calls.isLifted("KEYS_IN_STATE")) {
            text = text.replaceAll("\"keys\":\\[[^\\]]*\\]", "\"keys\":[]")
                    .replaceAll("\"etags\":\\[[^\\]]*\\]", "\"etags\":[]");
        }
        if (calls.isLifted("LEAVES_IN_STATE")) {
            text = text.replaceAll("\"cells\":\\{[^}]*\\}", "\"cells\":{}");
        }
        if (calls.isLifted("MANIFEST_REMOVED_LAST") && key.endsWith("derived.json") && removedEarly.isEmpty()) {
            removedEarly.addAll(answered(calls.call("LIST", "pending/")).values());
            answered(calls.call("DELETE", "pending/", removedEarly.toArray(String[]::new)));
        }
        CallResult answer = answered(calls.call("PUT-IF", key, text, etag == null ? "" : etag));
        if (answer.is(Kind.REFUSED)) {
            throw new PreconditionFailedException(key, null);
        }
        return answer.text();
    }

    @Override
    public void delete(Collection<String> keys) {
        removedEarly.removeAll(keys);
        answered(calls.call("DELETE", keys.isEmpty() ? "" : keys.iterator().next(), keys.toArray(String[]::new)));
    }

    @Override
    public long removeOldVersions(String folder) {
        throw new AssertionError("Nobody is erased here");
    }

    @Override
    public void erase(String key) {
        throw new AssertionError("Nobody is erased here");
    }

    @Override
    public InputStream open(String key, String etag, long offset) {
        throw new AssertionError("Objects are not read byte by byte here");
    }

    @Override
    public Upload upload(String key) {
        throw new AssertionError("Files are written in one piece here");
    }

    private CallResult answered(CallResult answer) {
        if (answer.is(Kind.FAILED)) {
            throw new StoreException("Connection reset", null);
        }
        return answer;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
