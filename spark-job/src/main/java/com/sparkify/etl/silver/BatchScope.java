package com.sparkify.etl.silver;

import java.io.Serializable;
import java.util.Set;

/**
 * Which rows of the silver tables count while a batch is open: of the batch's objects only its own rows, or, while it is
 * being undone, all rows but its own. Without an open batch all rows count.
 *
 * @param batchId the open batch
 * @param objects the objects whose contribution it replaces
 */
public record BatchScope(String batchId, Set<String> objects, boolean isUndone) implements Serializable {
    /** No batch is open. */
    public static final BatchScope NONE = new BatchScope("", Set.of(), false);

    /** Whether a row counts. */
    public boolean counts(String objectKey, String rowBatchId) {
        boolean isOfBatch = batchId.equals(rowBatchId);
        return isUndone ? !isOfBatch : isOfBatch || !objects.contains(objectKey);
    }
}
