package com.sparkify.etl.lake;

import java.util.ArrayList;
import java.util.List;
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

    S3Versions(S3ObjectStore store, S3Client s3) {
        this.store = store;
        this.s3 = s3;
    }

    /**
     * Deletes noncurrent versions before delete markers: deleting a marker first would restore the object that it
     * hides.
     */
    long removeOld(String prefix) {
        return remove(prefix, key -> true, false);
    }

    /**
     * Deletes all versions of one object, the current one last, so that an interrupted deletion still finds the object.
     */
    void removeAll(String key) {
        remove(key, key::equals, true);
    }

    private long remove(String prefix, Predicate<String> wanted, boolean isCurrentToo) {
        List<ObjectIdentifier> old = new ArrayList<>();
        List<ObjectIdentifier> marks = new ArrayList<>();
        List<ObjectIdentifier> current = new ArrayList<>();
        long[] removed = {0};
        store.answer("LIST VERSIONS", prefix, () -> {
            for (ListObjectVersionsResponse page : s3.listObjectVersionsPaginator(
                    request -> request.bucket(store.bucket()).prefix(prefix).encodingType(EncodingType.URL))) {
                for (ObjectVersion version : page.versions()) {
                    if (wanted.test(version.key())) {
                        (version.isLatest() ? current : old).add(identifier(version.key(), version.versionId()));
                    }
                }
                if (!isCurrentToo) {
                    current.clear();
                }
                removed[0] += old.size();
                delete(old); // page by page: there may be millions
                old.clear();
                for (DeleteMarkerEntry mark : page.deleteMarkers()) {
                    if (wanted.test(mark.key())) {
                        marks.add(identifier(mark.key(), mark.versionId()));
                    }
                }
            }
            return null;
        });
        delete(marks);
        if (isCurrentToo) {
            delete(current);
        }
        return removed[0] + marks.size();
    }

    private static ObjectIdentifier identifier(String key, String versionId) {
        return ObjectIdentifier.builder().key(key).versionId(versionId).build();
    }

    private void delete(List<ObjectIdentifier> versions) {
        for (int start = 0; start < versions.size(); start += DELETE_AT_ONCE) {
            store.delete(versions.subList(start, Math.min(versions.size(), start + DELETE_AT_ONCE)));
        }
    }
}
