package com.sparkify.etl.run;

import com.sparkify.etl.history.HistoryRow;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.LastHistoryRow;
import com.sparkify.etl.plan.ObjectAction;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.run.Arguments.OnError;
import com.sparkify.etl.source.ReadOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides, for each object of a batch, whether its contribution is accepted and which rows the history gets. */
final class BatchOutcome {
    private final OnError onError;
    private final String rules;
    private final Map<String, LastHistoryRow> known;
    private final RunMetrics metrics = new RunMetrics();
    private final List<HistoryRow> rows = new ArrayList<>();
    private final List<ReadOutcome> accepted = new ArrayList<>();
    private final List<String> retracted = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> changed = new HashSet<>();

    BatchOutcome(OnError onError, Map<String, LastHistoryRow> known) {
        this.onError = onError;
        this.rules = Rules.version(onError);
        this.known = known;
    }

    void skip(ObjectAction.Skip step) {
        metrics.skipped++;
        done.add(step.announced().key());
    }

    void missing(ObjectAction.Missing step) {
        metrics.missing++;
        Announced announced = step.announced();
        add(announced, null, Status.MISSING, "There is no such object; what was loaded of it before stays");
    }

    void retract(ObjectAction.Retract step) {
        metrics.retracted++;
        Announced announced = step.announced();
        retracted.add(announced.key());
        add(announced, step.etag(), Status.RETRACTED, "Retracted on request");
    }

    void setAside(ObjectAction.SetAside step) {
        String reason =
                "Set aside: %d runs ended abruptly while they loaded this object alone. Mend it, or request it with force."
                        .formatted(Planner.FATAL_ATTEMPTS);
        metrics.refused(step.pin().key(), reason);
        add(HistoryRow.of(
                step.pin(),
                step.announced().logPartition(),
                Status.REJECTED,
                null,
                rules,
                reason,
                step.announced().manifest(),
                sequence(step.pin().key())));
    }

    /** @throws AbortedException if a bad row aborts the batch */
    void read(ObjectAction.Read step, ReadOutcome outcome) {
        switch (outcome.status()) {
            case READ -> {
                if (outcome.badRows() > 0 && onError != OnError.CONTINUE) {
                    refuse(step, outcome, outcome.badRows() + " bad rows. " + outcome.reason());
                } else {
                    accepted.add(outcome);
                    metrics.loaded(outcome);
                    add(row(step, Status.LOADED, outcome, outcome.reason()));
                }
            }
            case UNREADABLE -> refuse(step, outcome, outcome.reason());
            case CHANGED -> changed.add(outcome.key());
            case UNAVAILABLE -> metrics.failed(outcome.key(), outcome.reason());
        }
    }

    private void refuse(ObjectAction.Read step, ReadOutcome outcome, String reason) {
        if (onError == OnError.ABORT) {
            throw new AbortedException(outcome.key(), reason);
        }
        metrics.refused(outcome, reason);
        add(row(step, Status.REJECTED, outcome, reason));
    }

    private HistoryRow row(ObjectAction.Read step, Status status, ReadOutcome outcome, String reason) {
        return HistoryRow.of(
                step.pin(),
                step.announced().logPartition(),
                status,
                outcome,
                rules,
                reason,
                step.announced().manifest(),
                sequence(step.pin().key()));
    }

    private void add(Announced announced, String etag, Status status, String reason) {
        add(new HistoryRow(
                announced.key(),
                announced.kind(),
                announced.logPartition(),
                etag,
                null,
                null,
                status,
                null,
                rules,
                reason,
                announced.manifest(),
                sequence(announced.key())));
    }

    private void add(HistoryRow row) {
        rows.add(row);
        done.add(row.key());
    }

    private long sequence(String key) {
        LastHistoryRow last = known.get(key);
        return last == null ? 1 : last.sequence() + 1;
    }

    /** Returns the metrics of this batch. */
    RunMetrics metrics() {
        metrics.batches = 1;
        return metrics;
    }

    List<HistoryRow> rows() {
        return rows;
    }

    /** Returns the outcomes of objects whose new contribution is accepted. */
    List<ReadOutcome> accepted() {
        return accepted;
    }

    /** Returns the objects whose earlier contribution is replaced: accepted and retracted ones. */
    Set<String> replaced() {
        Set<String> replaced = new HashSet<>(retracted);
        accepted.forEach(outcome -> replaced.add(outcome.key()));
        return replaced;
    }

    /** Returns the objects that need no further work once the batch is booked. */
    Set<String> done() {
        return done;
    }

    /** Returns the objects that got a new version while they were read. They stay pending and are read again. */
    Set<String> changed() {
        return changed;
    }
}
