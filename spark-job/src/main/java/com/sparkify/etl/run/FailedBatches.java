package com.sparkify.etl.run;

import com.sparkify.etl.history.LoadHistory;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.work.Workers;
import java.io.PrintStream;
import java.util.Set;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * The batches of this run that failed with an exception: undoes each, so that its objects are retried in smaller
 * batches. A single object that fails is given up by this run and stays pending. A batch whose run died is not handled
 * here but by {@link Loader#recover} of the next run.
 */
final class FailedBatches {
    /** After this many consecutive failures the environment is more likely at fault than the objects. */
    private static final int FAILED_IN_A_ROW = 5;

    private final Batches batches;
    private final LoadHistory history;
    private final LeasedState state;
    private final RunMetrics metrics;
    private final PrintStream out;
    private int failedInARow;

    FailedBatches(Batches batches, LoadHistory history, LeasedState state, RunMetrics metrics, PrintStream out) {
        this.batches = batches;
        this.history = history;
        this.state = state;
        this.metrics = metrics;
        this.out = out;
    }

    /** Records that a batch succeeded. */
    void passed() {
        failedInARow = 0;
    }

    /**
     * Undoes the batch of these objects.
     *
     * @throws RuntimeException the failure, if the batch cannot be split any more or too many batches have failed
     */
    void undo(Set<String> keys, Exception failure, Workers workers) {
        boolean isConflict = failure instanceof ValidationException || failure instanceof CommitFailedException;
        boolean isTriedAgain = !(failure instanceof AbortedException) && !keys.isEmpty();
        try {
            state.write(isTriedAgain && !isConflict ? State::failed : State::excused);
            if (keys.isEmpty() || history.isBooked(state.state().open().id())) {
                throw unchecked(failure);
            }
            batches.undoOrComplete(workers);
        } catch (RuntimeException e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
            throw unchecked(failure);
        }
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        out.printf("a batch of %d objects failed and is undone: %s%n", keys.size(), reason);
        if (keys.size() == 1 && !isConflict) {
            keys.forEach(key -> metrics.failed(key, reason));
        }
        // a single-object batch identifies the failing object, so it does not count
        failedInARow += keys.size() > 1 || isConflict ? 1 : 0;
        if (!isTriedAgain || failedInARow >= FAILED_IN_A_ROW) {
            throw unchecked(failure);
        }
    }

    private static RuntimeException unchecked(Exception failure) {
        return failure instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException(failure.getMessage(), failure);
    }
}
