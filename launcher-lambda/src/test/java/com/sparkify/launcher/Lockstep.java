package com.sparkify.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/**
 * Runs actors in an order that a test decides: each stops before every access to shared state, and one at a time
 * continues. The same decisions give the same execution.
 */
final class Lockstep {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    private final List<Actor> actors = new ArrayList<>();
    private final List<Actor> arriving = new ArrayList<>();
    private final Semaphore controller = new Semaphore(0);
    private Throwable failure;

    void actor(Runnable body) {
        actor(() -> true, body);
    }

    /** @param enabled whether the actor may take its next step */
    void actor(BooleanSupplier enabled, Runnable body) {
        arriving.add(new Actor(enabled, body));
    }

    /** To be called by an actor before each access; does nothing outside of a run. */
    static void step() {
        Actor actor = CURRENT.get();
        if (actor != null) {
            actor.pause();
        }
    }

    /** @param choose gives one of so many, and decides so who goes on */
    void run(IntUnaryOperator choose) {
        while (true) {
            welcome();
            List<Actor> ready = actors.stream()
                    .filter(actor -> actor.enabled.getAsBoolean())
                    .toList();
            if (ready.isEmpty()) {
                break;
            }
            goOn(ready.get(ready.size() == 1 ? 0 : choose.applyAsInt(ready.size())));
        }
        if (failure != null) {
            throw new AssertionError("An actor failed", failure);
        }
    }

    /** What comes before an actor's first access concerns nobody else. */
    private void welcome() {
        while (!arriving.isEmpty()) {
            Actor actor = arriving.remove(0);
            actors.add(actor);
            THREADS.execute(actor);
            goOn(actor);
        }
    }

    private void goOn(Actor actor) {
        actor.turn.release();
        controller.acquireUninterruptibly();
        if (actor.done) {
            actors.remove(actor);
        }
    }

    private final class Actor implements Runnable {
        private final BooleanSupplier enabled;
        private final Runnable body;
        private final Semaphore turn = new Semaphore(0);
        private volatile boolean done;

        Actor(BooleanSupplier enabled, Runnable body) {
            this.enabled = enabled;
            this.body = body;
        }

        @Override
        public void run() {
            turn.acquireUninterruptibly();
            CURRENT.set(this);
            try {
                body.run();
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                CURRENT.remove();
                done = true;
                controller.release();
            }
        }

        void pause() {
            controller.release();
            turn.acquireUninterruptibly();
        }
    }
}
