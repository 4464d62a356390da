package com.sparkify.etl.silver;

import java.io.Serializable;
import java.util.Set;

/**
 * Selects the rows of the silver tables that count while a batch is open: of the batch's objects only its own rows or,
 * while it is being undone, all other rows. Without an open batch all rows count.
 *
 * @param batchId the open batch
 * @param objects the objects whose contribution it replaces
 */
public record BatchScope(String batchId, Set<String> objects, boolean isUndone) implements Serializable {
    /** The scope without an open batch. */
    public static final BatchScope NONE = new BatchScope("", Set.of(), false);

    /** Returns true if a row counts. */
    public boolean counts(String objectKey, String rowBatchId) {
        boolean isOfBatch = batchId.equals(rowBatchId);
        return isUndone ? !isOfBatch : isOfBatch || !objects.contains(objectKey);
    }
}
