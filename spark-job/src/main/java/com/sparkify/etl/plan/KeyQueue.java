package com.sparkify.etl.plan;

import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Queue of the requests for one object, ordered by manifest. A retraction satisfies all requests before it, and is
 * executed before all requests after it: a later load may find no object, and then no contribution may remain.
 */
public final class KeyQueue {
    private final String key;
    private final Kind kind;
    private final LocalDate logPartition;
    /** Oldest first. */
    private final List<Ask> asks = new ArrayList<>(1);

    /**
     * One manifest's request for the object.
     *
     * @param manifest the manifest's name, which orders requests
     * @param isListed whether a listing selected the object, rather than the manifest itself
     */
    public record Ask(String manifest, Action action, boolean isListed) {}

    /** @param logPartition the day that the object belongs to, or null */
    public KeyQueue(String key, Kind kind, LocalDate logPartition) {
        this.key = key;
        this.kind = kind;
        this.logPartition = logPartition;
    }

    /** Inserts a request in manifest order. A manifest that is older than known ones may still appear. */
    public void add(Ask ask) {
        int place = asks.size();
        while (place > 0 && asks.get(place - 1).manifest().compareTo(ask.manifest()) > 0) {
            place--;
        }
        asks.add(place, ask);
    }

    /** Returns the next action: the last retraction, else the union of all requests. */
    public Announced next() {
        List<Ask> turn = turn();
        Ask last = turn.get(turn.size() - 1);
        Action action = turn.stream().map(Ask::action).reduce(last.action(), KeyQueue::stronger);
        return new Announced(
                key,
                kind,
                logPartition,
                last.action() == Action.RETRACT ? Action.RETRACT : action,
                last.manifest(),
                turn.stream().allMatch(Ask::isListed));
    }

    /** Removes and returns the requests that {@link #next} covers. */
    public List<Ask> answered() {
        List<Ask> turn = turn();
        List<Ask> answered = List.copyOf(turn);
        turn.clear();
        return answered;
    }

    /** Returns all requests, oldest first. */
    public List<Ask> asks() {
        return List.copyOf(asks);
    }

    /** Returns true if no request is left. */
    public boolean isEmpty() {
        return asks.isEmpty();
    }

    private List<Ask> turn() {
        int end = asks.size();
        for (int place = asks.size() - 1; place >= 0; place--) {
            if (asks.get(place).action() == Action.RETRACT) {
                end = place + 1;
                break;
            }
        }
        return asks.subList(0, end);
    }

    /** Returns the stronger of two load actions: a forced load stays forced. */
    private static Action stronger(Action one, Action other) {
        if (one == Action.FORCE || other == Action.FORCE) {
            return Action.FORCE;
        }
        return one == Action.SWEEP ? other : one;
    }
}
