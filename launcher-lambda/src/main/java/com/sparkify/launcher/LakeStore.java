package com.sparkify.launcher;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The launcher's access to the lake. All guarantees of the launcher rest on S3's strong consistency. */
final class LakeStore {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final LakeFolder lake;

    LakeStore(S3Client s3, LakeFolder lake) {
        this.s3 = s3;
        this.lake = lake;
    }

    /**
     * Writes a manifest. Returns true once every reader sees it, and false if the name is taken, most likely by an
     * earlier attempt of this call whose response was lost. The caller then uses another name, which costs nothing.
     */
    boolean write(NewManifest manifest, Deadline deadline) {
        try {
            s3.putObject(
                    put -> put.bucket(lake.bucket())
                            .key(lake.pending() + manifest.name())
                            .ifNoneMatch("*")
                            .contentType("application/json")
                            .overrideConfiguration(o -> o.apiCallTimeout(deadline.left())),
                    RequestBody.fromBytes(manifest.bytes()));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    /** Returns true if the run has announced that it accepts no more work. */
    boolean isClosing(String launchId, Deadline deadline) {
        try {
            s3.headObject(head -> head.bucket(lake.bucket())
                    .key(lake.closing(launchId))
                    .overrideConfiguration(o -> o.apiCallTimeout(deadline.left())));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Returns the time of the oldest pending manifest. Names sort by time, so the first name suffices; but a page may
     * be empty, because a listing walks over deleted objects and continues from a token.
     */
    Optional<Instant> oldestPending(Deadline deadline) {
        return firstPending(null, deadline).map(S3Object::lastModified);
    }

    /** Returns true if a manifest is pending that was written after this time, according to its name. */
    boolean hasPendingSince(Instant time, Deadline deadline) {
        return firstPending(lake.pending() + NewManifest.lastName(time), deadline)
                .isPresent();
    }

    private Optional<S3Object> firstPending(String startAfter, Deadline deadline) {
        String token = null;
        do {
            String page = token;
            ListObjectsV2Response listed = s3.listObjectsV2(list -> list.bucket(lake.bucket())
                    .prefix(lake.pending())
                    .startAfter(startAfter)
                    .maxKeys(2)
                    .continuationToken(page)
                    .overrideConfiguration(o -> o.apiCallTimeout(deadline.left())));
            Optional<S3Object> first = listed.contents().stream()
                    // The console creates an empty object for a folder.
                    .filter(object -> !object.key().equals(lake.pending()))
                    .findFirst();
            if (first.isPresent()) {
                return first;
            }
            token = listed.nextContinuationToken();
        } while (token != null);
        return Optional.empty();
    }
}
