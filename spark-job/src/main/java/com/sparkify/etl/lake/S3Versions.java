package com.sparkify.etl.lake;

import com.sparkify.etl.key.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Permanently deletes object versions. */
final class S3Versions {
    private static final int DELETE_AT_ONCE = 1000;

    private final S3ObjectStore store;
    private final S3Client s3;
    private final Consumer<List<ObjectIdentifier>> deletion;

    S3Versions(S3ObjectStore store, S3Client s3) {
        this(store, s3, store::delete);
    }

    /** @param deletion deletes at most 1,000 versions */
    S3Versions(S3ObjectStore store, S3Client s3, Consumer<List<ObjectIdentifier>> deletion) {
        this.store = store;
        this.s3 = s3;
        this.deletion = deletion;
    }

    /** Deletes the noncurrent versions, and then the delete markers that hid them. */
    long removeOld(String prefix) {
        return remove(prefix, key -> true, false);
    }

    /**
     * Deletes all versions of one object, the current one last, so that an interrupted deletion still finds the object.
     */
    void removeAll(String key) {
        remove(key, key::equals, true);
    }

    /**
     * Deletes page by page, because there may be millions of versions. What is noncurrent is hidden, and is deleted at
     * once. A current delete marker hides the older versions of its key: it is deleted when the listing has left the
     * key, because otherwise the object would be restored.
     */
    private long remove(String prefix, Predicate<String> wanted, boolean isCurrentToo) {
        List<ObjectIdentifier> held = new ArrayList<>();
        long[] removed = {0};
        store.answer("LIST VERSIONS", prefix, () -> {
            for (ListObjectVersionsResponse page : s3.listObjectVersionsPaginator(
                    request -> request.bucket(store.bucket()).prefix(prefix).encodingType(EncodingType.URL))) {
                List<ObjectIdentifier> old = new ArrayList<>();
                String last = "";
                for (ObjectVersion version : page.versions()) {
                    last = later(last, version.key());
                    if (wanted.test(version.key()) && (isCurrentToo || !version.isLatest())) {
                        (version.isLatest() ? held : old).add(identifier(version.key(), version.versionId()));
                    }
                }
                for (DeleteMarkerEntry mark : page.deleteMarkers()) {
                    last = later(last, mark.key());
                    if (wanted.test(mark.key())) {
                        (mark.isLatest() ? held : old).add(identifier(mark.key(), mark.versionId()));
                    }
                }
                delete(old);
                String open = last;
                List<ObjectIdentifier> left =
                        held.stream().filter(one -> !one.key().equals(open)).toList();
                delete(left);
                held.removeAll(left);
                removed[0] += old.size() + left.size();
            }
            return null;
        });
        delete(held);
        return removed[0] + held.size();
    }

    private static String later(String one, String other) {
        return Utf8Order.BY_BYTES.compare(one, other) < 0 ? other : one;
    }

    private static ObjectIdentifier identifier(String key, String versionId) {
        return ObjectIdentifier.builder().key(key).versionId(versionId).build();
    }

    private void delete(List<ObjectIdentifier> versions) {
        for (int start = 0; start < versions.size(); start += DELETE_AT_ONCE) {
            deletion.accept(versions.subList(start, Math.min(versions.size(), start + DELETE_AT_ONCE)));
        }
    }
}
