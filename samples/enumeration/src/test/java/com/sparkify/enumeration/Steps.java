package com.sparkify.enumeration;

import com.sparkify.enumeration.CallResult.Kind;
import com.sparkify.enumeration.Positions.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** All that can happen next in a world. */
final class Steps {
    private static final Set<String> WRITES = Set.of("PUT", "PUT-IF", "DELETE", "COMMIT", "START");
    /** Calls that change nothing which anybody but the one run at work looks at. */
    private static final List<String> PRIVATE = List.of("state/", "json/", "tables", "input/");

    private final Positions positions;
    private final Service service;
    private final Function<String, Actor> runs;

    /** @param runs gives the run of a launch id */
    Steps(Positions positions, Service service, Function<String, Actor> runs) {
        this.positions = positions;
        this.service = service;
        this.runs = runs;
    }

    List<Transition> of(World world) {
        List<Transition> steps = new ArrayList<>();
        Map<String, String> actors = world.under("actor:");
        Optional<String> alone = alone(world, actors);
        for (Map.Entry<String, String> actor : actors.entrySet()) {
            if (alone.isEmpty() || alone.get().equals(actor.getKey())) {
                add(world, actor.getKey(), positions.of(actor.getValue()), steps);
            }
        }
        if (alone.isEmpty()) {
            world.under("input/").keySet().forEach(key -> removal(world, key, steps));
        }
        return steps;
    }

    /**
     * An actor whose next step commutes with all that others can do, so that no other order needs to be looked at: the
     * last word of a launcher, a look at input that nobody removes, and what the only run at work does out of the launchers' sight.
     */
    private Optional<String> alone(World world, Map<String, String> actors) {
        for (Map.Entry<String, String> actor : actors.entrySet()) {
            Call next = positions.of(actor.getValue()).next;
            boolean isOfFixedInput = next.target().startsWith("input/") && !world.mayStill("removal");
            if (next.verb().equals("TAKE") || isOfFixedInput) {
                return Optional.of(actor.getKey());
            }
        }
        List<String> atWork = actors.entrySet().stream()
                .filter(actor -> actor.getKey().startsWith("run "))
                .filter(actor -> !positions.of(actor.getValue()).next.verb().equals("BEGIN")
                        || !world.has("run:" + actor.getKey().substring(4)))
                .map(Map.Entry::getKey)
                .toList();
        if (atWork.size() != 1 || world.mayStill("removal")) {
            return Optional.empty();
        }
        Call next = positions.of(actors.get(atWork.get(0))).next;
        boolean isPrivate = PRIVATE.stream().anyMatch(next.target()::startsWith)
                || Set.of("COMMIT", "READ", "WAIT", "GET").contains(next.verb());
        return isPrivate ? Optional.of(atWork.get(0)) : Optional.empty();
    }

    private void add(World world, String actor, Position at, List<Transition> steps) {
        Call call = at.next;
        if (call.verb().equals("BEGIN")
                && world.has("run:" + call.target())
                && world.under("run:").containsValue("RUNNING")) {
            return; // the application runs one job at a time
        }
        if (isTwinOfOneThatIsToBegin(world, actor, call)) {
            return;
        }
        if (at.term() < world.term()) {
            CallResult still = new CallResult(Kind.STALLED, List.of(), world.term());
            steps.add(moved(
                    world.copy(),
                    actor,
                    at,
                    still,
                    () -> "stood still for a term of the lease before it would " + call,
                    false));
            if (!call.is("PUT-IF", "state/")) {
                return; // a lease check and the commit or file that follows it are one step
            }
        }
        if (call.verb().equals("WAIT") && call.target().equals("lease")) {
            waitForLease(world, actor, at, steps);
        } else if (call.verb().equals("RUNS")) {
            reports(world, actor, at, steps);
        } else {
            steps.add(done(world, actor, at, false));
        }
        misfortunes(world, actor, at, steps);
    }

    /** Two runs that EMR knows nothing of are alike: it is enough to look at the orders in which run a begins first. */
    private boolean isTwinOfOneThatIsToBegin(World world, String actor, Call call) {
        String first = world.get("actor:run a");
        return actor.equals("run b")
                && call.verb().equals("BEGIN")
                && first != null
                && positions.of(first).next.verb().equals("BEGIN");
    }

    private Transition done(World before, String actor, Position at, boolean isRepeated) {
        World world = before.copy();
        if (isRepeated) {
            service.apply(world, actor, at.next);
        }
        CallResult answer = service.apply(world, actor, at.next);
        return moved(world, actor, at, answer, () -> (isRepeated ? "(sent twice) " : "") + at.next, isRepeated);
    }

    private Transition moved(
            World world, String actor, Position at, CallResult answer, Supplier<String> what, boolean isMisfortune) {
        Position next = positions.after(at, answer);
        if (next.hasEnded()) {
            world.remove("actor:" + actor);
        } else {
            world.put("actor:" + actor, Integer.toString(next.id));
        }
        for (String run : List.copyOf(world.under("new:").keySet())) {
            world.remove("new:" + run);
            enter(world, "run " + run, runs.apply(run));
        }
        return new Transition(() -> actor + ": " + what.get() + got(answer), world, isMisfortune);
    }

    private static String got(CallResult answer) {
        String got = answer.is(Kind.STALLED) ? "" : answer.toString();
        return got.isEmpty() ? "" : " -> " + got;
    }

    /** Somebody new takes part. */
    void enter(World world, String name, Actor actor) {
        world.put("actor:" + name, Integer.toString(positions.start(name, actor).id));
    }

    private void reports(World world, String actor, Position at, List<Transition> steps) {
        List<CallResult> reports = Service.reports(world, world.mayStill("lag"));
        for (int i = 0; i < reports.size(); i++) {
            World next = world.copy();
            boolean isLate = i > 0;
            if (isLate) {
                next.take("lag");
            }
            steps.add(
                    moved(next, actor, at, reports.get(i), () -> at.next + (isLate ? " (reported late)" : ""), isLate));
        }
    }

    /** While one run waits for the lease, the other renews it; or stands still for the whole term, if it is not gone. */
    private void waitForLease(World before, String actor, Position at, List<Transition> steps) {
        String lease = before.get(Service.LEASE);
        Optional<String> holder = lease == null
                ? Optional.empty()
                : before.under("actor:").keySet().stream()
                        .filter(other -> lease.contains("/" + other.replace(' ', '-') + "."))
                        .findFirst();
        if (holder.isPresent()) {
            World renewed = before.copy();
            renewed.put(
                    Service.LEASE,
                    lease.replace("Z\"", lease.contains(".") && lease.contains("0.") ? "1Z\"" : ".1Z\""));
            steps.add(moved(
                    renewed,
                    actor,
                    at,
                    service.apply(renewed, actor, at.next),
                    () -> at.next + ", and " + holder.get() + " renews it",
                    false));
            boolean isPublishing = before.under("actor:").values().stream()
                    .map(positions::of)
                    .anyMatch(other -> other.next.is("PUT", "json/")
                            || other.next.arguments().contains("to publish"));
            if (isPublishing || !before.mayStill("takeover")) {
                return;
            }
        }
        World world = before.copy();
        holder.ifPresent(still -> world.take("takeover"));
        if (lease != null) {
            world.put("term", Integer.toString(world.term() + 1));
        }
        steps.add(moved(
                world,
                actor,
                at,
                service.apply(world, actor, at.next),
                () -> at.next
                        + holder.map(still -> ", and " + still + " stands still for its whole term")
                                .orElse(", and nobody renews it"),
                holder.isPresent()));
    }

    private void misfortunes(World world, String actor, Position at, List<Transition> steps) {
        Call call = at.next;
        boolean isOurs = call.verb().equals("BEGIN") || call.verb().equals("EXIT");
        boolean isTooEarly = world.has("crashes come last") && world.mayStill("takeover");
        if (world.mayStill("crash") && !isOurs && !isTooEarly) {
            World next = world.copy();
            next.take("crash");
            next.remove("actor:" + actor);
            String run = "run:" + (actor.startsWith("run ") ? actor.substring(4) : "");
            if (next.has(run)) {
                next.put(run, "FAILED");
            }
            steps.add(new Transition(() -> actor + " ends abruptly before " + call, next, true));
        }
        if (!world.mayStill("lost")
                || isOurs
                || call.verb().equals("WAIT")
                || call.verb().equals("TAKE")) {
            return;
        }
        CallResult failed = new CallResult(Kind.FAILED, List.of(), world.term());
        World without = world.copy();
        without.take("lost");
        steps.add(moved(without, actor, at, failed, () -> call + " (not carried out)", true));
        if (WRITES.contains(call.verb())) {
            World with = world.copy();
            with.take("lost");
            service.apply(with, actor, call);
            steps.add(moved(with, actor, at, failed, () -> call + " (carried out, answer lost)", true));
            World twice = world.copy();
            twice.take("lost");
            steps.add(done(twice, actor, at, true));
        }
    }

    private static void removal(World world, String key, List<Transition> steps) {
        if (world.mayStill("removal")) {
            World next = world.copy();
            next.take("removal");
            next.remove("input/" + key);
            steps.add(new Transition("somebody deletes " + key, next, true));
        }
    }
}
