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
public record Batch(List<Step> steps) {
    private static final Comparator<LocalDate> NEWEST_FIRST = Comparator.nullsLast(Comparator.reverseOrder());
    private static final Comparator<Step.Read> ORDER = Comparator.comparingInt(Step.Read::company)
            .reversed()
            // songs first: plays that come with them match at once and need no repair
            .thenComparing(read -> read.pin().kind() == Kind.SONG ? 0 : 1)
            .thenComparing(read -> read.announced().logPartition(), NEWEST_FIRST)
            .thenComparing(read -> read.pin().key());

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
     * newest log partition first; retractions once nothing is left to read, so that none can stop a load. Objects whose batch failed or killed the run before come last, in no more company than they may have.
     */
    public static Batch next(List<Step> steps, Limit limit) {
        List<Step> chosen = new ArrayList<>();
        List<Step.Read> reads = new ArrayList<>();
        List<Step.Retract> retractions = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Read read) {
                reads.add(read);
            } else if (step instanceof Step.Retract retraction) {
                retractions.add(retraction);
            } else {
                chosen.add(step);
            }
        }
        reads.sort(ORDER);
        chosen.addAll(
                reads.isEmpty()
                        ? retractions.subList(0, Math.min(retractions.size(), limit.objects()))
                        : bounded(reads, limit));
        return new Batch(chosen);
    }

    private static List<Step.Read> bounded(List<Step.Read> reads, Limit limit) {
        int company = reads.get(0).company();
        int most = Math.min(company, limit.objects());
        List<Step.Read> chosen = new ArrayList<>();
        long bytes = 0;
        for (Step.Read read : reads) {
            bytes += read.pin().size();
            boolean full = chosen.size() == most || (bytes > limit.bytes() && !chosen.isEmpty());
            if (full || read.company() != company) {
                break;
            }
            chosen.add(read);
        }
        return chosen;
    }

    /** The steps of one kind. */
    public <S extends Step> List<S> steps(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
