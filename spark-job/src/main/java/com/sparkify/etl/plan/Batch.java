package com.sparkify.etl.plan;

import com.sparkify.etl.source.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The steps that one round of commits takes.
 *
 * @param steps never empty if anything is left to do
 */
public record Batch(List<ObjectAction> steps) {
    private static final Comparator<LocalDate> NEWEST_FIRST = Comparator.nullsLast(Comparator.reverseOrder());
    private static final Comparator<ObjectAction.Change> LEAST_SUSPECT_FIRST =
            Comparator.comparingInt(ObjectAction.Change::company).reversed();
    /** The order in which objects are read. */
    public static final Comparator<Announced> ORDER = Comparator.<Announced>comparingInt(
                    // songs first: plays that come with them match at once and need no repair
                    announced -> announced.kind() == Kind.SONG ? 0 : 1)
            .thenComparing(Announced::logPartition, NEWEST_FIRST)
            .thenComparing(Announced::key);

    /** How much one batch reads at most; an object that is larger is a batch by itself. */
    public record Limit(long bytes, int objects) {
        public Limit {
            if (bytes < 1 || objects < 1) {
                throw new IllegalArgumentException(
                        "A batch needs at least 1 byte and 1 object: " + bytes + ", " + objects);
            }
        }
    }

    /**
     * The next batch: everything that changes no table but the books, and of the objects to read as much as the limit lets,
     * newest log partition first. Retractions come once nothing is left to read. What was in a batch that failed or killed
     * the run comes last, in no more company than it may have.
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
        reads.sort(Comparator.<ObjectAction.Read>comparingInt(ObjectAction.Change::company)
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
            int company = changes.get(0).company();
            bytes += change instanceof ObjectAction.Read read ? read.pin().size() : 0;
            boolean full =
                    chosen.size() == Math.min(company, limit.objects()) || (bytes > limit.bytes() && !chosen.isEmpty());
            if (full || change.company() != company) {
                break;
            }
            chosen.add(change);
        }
        return chosen;
    }

    /** How many bytes are to be read. */
    public long bytes() {
        return steps(ObjectAction.Read.class).stream()
                .mapToLong(read -> read.pin().size())
                .sum();
    }

    /** The steps of one kind. */
    public <S extends ObjectAction> List<S> steps(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
