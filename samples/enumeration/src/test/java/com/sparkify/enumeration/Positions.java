package com.sparkify.enumeration;

import com.sparkify.enumeration.Calls.Exchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Positions of actors. An actor is replayed once for each sequence of answers; its next call is cached, so that the
 * search replays nothing when it meets the sequence again.
 */
final class Positions {
    private final Guard lifted;
    private final List<Position> all = new ArrayList<>();
    private final Map<String, Position> starts = new HashMap<>();

    Positions(Guard lifted) {
        this.lifted = lifted;
    }

    /** An actor that has got these answers; {@code next} is null if it has ended. */
    static final class Position {
        final int id;
        final String name;
        final Actor actor;
        final Position before;
        final CallResult answer;
        final Call next;
        private final Map<CallResult, Position> after = new HashMap<>();

        private Position(int id, String name, Actor actor, Position before, CallResult answer, Call next) {
            this.id = id;
            this.name = name;
            this.actor = actor;
            this.before = before;
            this.answer = answer;
            this.next = next;
        }

        /** How many terms of the lease had passed when the actor was last active. */
        int term() {
            return answer == null ? 0 : answer.term();
        }

        boolean hasEnded() {
            return next == null;
        }

        private List<Exchange> exchanges() {
            Deque<Exchange> exchanges = new ArrayDeque<>();
            for (Position one = this; one.answer != null; one = one.before) {
                exchanges.addFirst(new Exchange(one.before.next, one.answer));
            }
            return new ArrayList<>(exchanges);
        }
    }

    Position of(String id) {
        return all.get(Integer.parseInt(id));
    }

    Position start(String name, Actor actor) {
        return starts.computeIfAbsent(name, first -> play(name, actor, null, null, List.of()));
    }

    Position after(Position before, CallResult answer) {
        return before.after.computeIfAbsent(answer, given -> {
            List<Exchange> exchanges = before.exchanges();
            exchanges.add(new Exchange(before.next, given));
            return play(before.name, before.actor, before, given, exchanges);
        });
    }

    /** How many times an actor was played. */
    int size() {
        return all.size();
    }

    private Position play(String name, Actor actor, Position before, CallResult answer, List<Exchange> exchanges) {
        Calls calls = new Calls(name, exchanges, lifted);
        calls.play(actor);
        Position position = new Position(all.size(), name, actor, before, answer, calls.next());
        all.add(position);
        return position;
    }
}
