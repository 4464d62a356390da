package com.sparkify.etl.plan;

import com.sparkify.etl.source.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The objects and actions that one sequence of commits covers.
 *
 * @param steps not empty while any work is left
 */
public record Batch(List<ObjectAction> steps) {
    private static final Comparator<LocalDate> NEWEST_FIRST = Comparator.nullsLast(Comparator.reverseOrder());
    private static final Comparator<ObjectAction.Change> LEAST_SUSPECT_FIRST =
            Comparator.comparingInt(ObjectAction.Change::maxBatchSize).reversed();
    /** Order in which objects are read. */
    public static final Comparator<Announced> ORDER = Comparator.<Announced>comparingInt(
                    // songs first: plays of the same batch then match at once and need no later update
                    announced -> announced.kind() == Kind.SONG ? 0 : 1)
            .thenComparing(Announced::logPartition, NEWEST_FIRST)
            .thenComparing(Announced::key);

    /** Maximum size of a batch. A larger object forms a batch of its own. */
    public record Limit(long bytes, int objects) {
        public Limit {
            if (bytes < 1 || objects < 1) {
                throw new IllegalArgumentException(
                        "A batch needs at least 1 byte and 1 object: " + bytes + ", " + objects);
            }
        }
    }

    /**
     * Selects the next batch: all actions that change only the history, and objects to read up to the limit, newest log
     * partition first. Retractions follow once nothing is left to read. Objects of failed or interrupted batches come
     * last, in batches no larger than {@link ObjectAction.Change#maxBatchSize}.
     */
    public static Batch next(List<ObjectAction> steps, Limit limit) {
        List<ObjectAction> chosen = new ArrayList<>();
        List<ObjectAction.Read> reads = new ArrayList<>();
        List<ObjectAction.Retract> retractions = new ArrayList<>();
        for (ObjectAction step : steps) {
            if (step instanceof ObjectAction.Read read) {
                reads.add(read);
            } else if (step instanceof ObjectAction.Retract retraction) {
                retractions.add(retraction);
            } else {
                chosen.add(step);
            }
        }
        reads.sort(Comparator.<ObjectAction.Read>comparingInt(ObjectAction.Change::maxBatchSize)
                .reversed()
                .thenComparing(ObjectAction::announced, ORDER));
        retractions.sort(LEAST_SUSPECT_FIRST);
        chosen.addAll(bounded(reads.isEmpty() ? retractions : reads, limit));
        return new Batch(chosen);
    }

    private static List<ObjectAction.Change> bounded(List<? extends ObjectAction.Change> changes, Limit limit) {
        List<ObjectAction.Change> chosen = new ArrayList<>();
        long bytes = 0;
        for (ObjectAction.Change change : changes) {
            int maxBatchSize = changes.get(0).maxBatchSize();
            bytes += change instanceof ObjectAction.Read read ? read.pin().size() : 0;
            boolean full = chosen.size() == Math.min(maxBatchSize, limit.objects())
                    || (bytes > limit.bytes() && !chosen.isEmpty());
            if (full || change.maxBatchSize() != maxBatchSize) {
                break;
            }
            chosen.add(change);
        }
        return chosen;
    }

    /** Returns the number of bytes to read. */
    public long bytes() {
        return steps(ObjectAction.Read.class).stream()
                .mapToLong(read -> read.pin().size())
                .sum();
    }

    /** Returns the actions of one type. */
    public <S extends ObjectAction> List<S> steps(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
