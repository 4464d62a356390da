package com.sparkify.etl.plan;

import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of one object, in the order of the manifests that ask. A retraction answers all that was asked before it,
 * and has its turn before what is asked after it: the load may find nothing to read, and then nothing must be left.
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
     * @param manifest the manifest's name, by which requests are ordered
     * @param isListed whether a listing named the object, not the manifest itself
     */
    public record Ask(String manifest, Action action, boolean isListed) {}

    /** @param logPartition the day the object belongs to, or null */
    public KeyQueue(String key, Kind kind, LocalDate logPartition) {
        this.key = key;
        this.kind = kind;
        this.logPartition = logPartition;
    }

    /** Puts a request in its place: a manifest that is older than one seen before may still turn up. */
    public void add(Ask ask) {
        int place = asks.size();
        while (place > 0 && asks.get(place - 1).manifest().compareTo(ask.manifest()) > 0) {
            place--;
        }
        asks.add(place, ask);
    }

    /** What comes next: the last retraction, else what all requests together ask for. */
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

    /** Takes out the requests that {@link #next} stands for: they are answered. */
    public List<Ask> answered() {
        List<Ask> turn = turn();
        List<Ask> answered = List.copyOf(turn);
        turn.clear();
        return answered;
    }

    /** All that is asked, oldest first. */
    public List<Ask> asks() {
        return List.copyOf(asks);
    }

    /** Whether nothing is asked any more. */
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

    /** Of several requests to load the one that asks for most: force stays forced. */
    private static Action stronger(Action one, Action other) {
        if (one == Action.FORCE || other == Action.FORCE) {
            return Action.FORCE;
        }
        return one == Action.SWEEP ? other : one;
    }
}
