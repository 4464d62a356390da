package com.sparkify.launcher;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** All that the launcher does in the lake. S3 answers consistently, and every promise of the launcher rests on that. */
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
     * Once it returns true, the manifest is there for every reader. False: the name is taken, most likely by an attempt
     * of this very call whose answer was lost; but nobody need believe that, since another name costs nothing.
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

    /** Whether that run has said that it takes no more work. */
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
     * When the oldest manifest that is still there was written. Names sort by time, so the first one tells; but S3 may
     * give pages without it, since a listing walks over what was deleted and then goes on from a token.
     */
    Optional<Instant> oldestPending(Deadline deadline) {
        String token = null;
        do {
            String page = token;
            ListObjectsV2Response listed = s3.listObjectsV2(list -> list.bucket(lake.bucket())
                    .prefix(lake.pending())
                    .maxKeys(2)
                    .continuationToken(page)
                    .overrideConfiguration(o -> o.apiCallTimeout(deadline.left())));
            Optional<Instant> oldest = listed.contents().stream()
                    // Consoles create an empty object for a folder.
                    .filter(object -> !object.key().equals(lake.pending()))
                    .map(S3Object::lastModified)
                    .findFirst();
            if (oldest.isPresent()) {
                return oldest;
            }
            token = listed.nextContinuationToken();
        } while (token != null);
        return Optional.empty();
    }
}
