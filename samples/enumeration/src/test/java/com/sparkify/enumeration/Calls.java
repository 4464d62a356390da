package com.sparkify.enumeration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls of one actor, replayed from its start: answered calls get the same answers, and the first further call
 * stops the actor. An actor is a deterministic function of its answers, so they represent its whole state.
 */
public final class Calls {
    private static final int MOST_WAITS = 20;
    private static final ThreadLocal<Calls> CURRENT = new ThreadLocal<>();
    /** Random values of the job: batch ids, and the suffix of the lease holder's name. */
    private static final Pattern RANDOM = Pattern.compile("t[0-9]{13}-[0-9a-f]{8}-[0-9a-f]{4}|(?<=/)[0-9a-f]{8}(?=\")");

    private final String actor;
    private final List<Exchange> exchanges;
    private final Guard lifted;
    private final Map<String, String> names = new LinkedHashMap<>();
    private int answered;
    private int term;
    private int termOfLastWait;
    private Duration waited = Duration.ZERO;
    private Call next;

    Calls(String actor, List<Exchange> exchanges, Guard lifted) {
        this.actor = actor;
        this.lifted = lifted;
        this.exchanges = exchanges;
        stall();
    }

    /** What was asked, and what was answered. */
    record Exchange(Call call, CallResult answer) {}

    /** Thrown to stop an actor. */
    public static final class Stopped extends Error {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    /** The calls of the actor that is played by this thread. */
    public static Calls current() {
        return CURRENT.get();
    }

    /** Whether a guard of this name is not to hold. */
    public boolean isLifted(String guard) {
        return lifted != null && lifted.name().equals(guard);
    }

    /** Plays the actor; gives how it ended, or null if it was stopped at {@link #next}. */
    String play(Actor body) {
        CURRENT.set(this);
        try {
            body.play(this);
            return next == null ? "ended" : null;
        } catch (Throwable e) { // whatever an actor makes of being stopped
            if (next != null) {
                return null;
            }
            throw new AssertionError(actor + " failed", e);
        } finally {
            CURRENT.remove();
        }
    }

    /** The call that has no answer yet. */
    Call next() {
        return next;
    }

    /** Asks the world. */
    public synchronized CallResult call(Call asked) {
        if (next != null) {
            throw new Stopped();
        }
        Call call = new Call(
                asked.verb(),
                asked.target(),
                asked.arguments().stream().map(this::named).toList());
        awaitTurn(call);
        if (answered == exchanges.size()) {
            next = call;
            notifyAll();
            throw new Stopped();
        }
        CallResult answer = exchanges.get(answered++).answer();
        notifyAll();
        term = answer.term();
        termOfLastWait = call.target().equals("lease") ? term : termOfLastWait;
        stall();
        return new CallResult(
                answer.kind(), answer.values().stream().map(this::unnamed).toList(), answer.term());
    }

    public CallResult call(String verb, String target, String... arguments) {
        return call(Call.of(verb, target, arguments));
    }

    /** The rows of a table. */
    public List<String> rows(String table, String... purpose) {
        CallResult answer = call("READ", table, purpose);
        if (answer.is(CallResult.Kind.FAILED)) {
            throw new IllegalStateException("Connection reset");
        }
        return answer.values();
    }

    /** Lets the actor's own clock go on. */
    public void waited(Duration time) {
        waited = waited.plus(time);
    }

    /** How many terms of the lease have passed, as far as the actor can know. */
    public int term() {
        return term;
    }

    /**
     * Returns the number of terms at the actor's last wait for the lease, which is all it knows unless it reads a clock
     * later.
     */
    public int termOfLastWait() {
        return termOfLastWait;
    }

    /** For how long the actor has waited on purpose. */
    public Duration waited() {
        return waited;
    }

    /** Threads of one actor call in any order; they are answered in the order of the earlier replay. */
    private void awaitTurn(Call call) {
        try {
            for (int waited = 0; !isTurn(call); waited++) {
                if (waited == MOST_WAITS) {
                    throw new AssertionError(actor + " asked for " + call + " and not for "
                            + exchanges.get(answered).call());
                }
                wait(1_000);
            }
        } catch (InterruptedException e) {
            throw new Stopped();
        }
        if (next != null) {
            throw new Stopped();
        }
    }

    private boolean isTurn(Call call) {
        return next != null
                || answered == exchanges.size()
                || exchanges.get(answered).call().equals(call);
    }

    private void stall() {
        while (answered < exchanges.size() && exchanges.get(answered).answer().is(CallResult.Kind.STALLED)) {
            term = exchanges.get(answered++).answer().term();
        }
    }

    private String named(String text) {
        Matcher random = RANDOM.matcher(text);
        return random.find()
                ? random.replaceAll(id -> names.computeIfAbsent(
                        id.group(), drawn -> "%s.%02d".formatted(actor.replace(" ", "-"), names.size())))
                : text;
    }

    private String unnamed(String text) {
        String plain = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            plain = plain.replace(name.getValue(), name.getKey());
        }
        return plain;
    }
}
