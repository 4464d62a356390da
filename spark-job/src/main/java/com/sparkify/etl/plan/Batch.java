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
    private static final Comparator<Step.Read> ORDER = Comparator.comparingInt(Step.Read::attempts)
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
     * The next batch: everything that needs no reading, and of the rest as much as the limit lets, newest log partition
     * first. Objects whose batch killed the run before come last and in ever smaller company, so that the one at fault
     * ends up alone.
     */
    public static Batch next(List<Step> steps, Limit limit) {
        List<Step> chosen = new ArrayList<>();
        List<Step.Read> reads = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Read read) {
                reads.add(read);
            } else {
                chosen.add(step);
            }
        }
        reads.sort(ORDER);
        chosen.addAll(bounded(reads, limit));
        return new Batch(chosen);
    }

    private static List<Step.Read> bounded(List<Step.Read> reads, Limit limit) {
        if (reads.isEmpty()) {
            return reads;
        }
        int attempts = reads.get(0).attempts();
        int most = objects(
                attempts,
                reads.stream().filter(read -> read.attempts() == attempts).count(),
                limit);
        List<Step.Read> chosen = new ArrayList<>();
        long bytes = 0;
        for (Step.Read read : reads) {
            bytes += read.pin().size();
            boolean full = chosen.size() == most || (bytes > limit.bytes() && !chosen.isEmpty());
            if (full || read.attempts() != attempts) {
                break;
            }
            chosen.add(read);
        }
        return chosen;
    }

    private static int objects(int attempts, long suspects, Limit limit) {
        return switch (attempts) {
            case 0 -> limit.objects();
            case 1 -> (int) Math.ceil(Math.sqrt(suspects));
            default -> 1;
        };
    }

    /** The steps of one kind. */
    public <S extends Step> List<S> steps(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
