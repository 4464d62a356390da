package com.sparkify.enumeration;

import com.sparkify.enumeration.CallResult.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** S3, the catalog and EMR: the effect of each call on the world, and its answer. */
final class Service {
    static final String LEASE = "s3:state/lease.json";
    private final Guard lifted;

    Service(Guard lifted) {
        this.lifted = lifted;
    }

    CallResult apply(World world, String actor, Call call) {
        String key = "s3:" + call.target();
        return switch (call.verb()) {
            case "PUT" -> put(world, actor, call);
            case "PUT-IF" ->
                putIf(world, key, call.arguments().get(0), call.arguments().get(1));
            case "GET", "HEAD" -> got(world, call.target().startsWith("input/") ? call.target() : key);
            case "OPEN" ->
                call.arguments().get(0).equals(world.get(call.target())) ? done(world) : answer(world, Kind.REFUSED);
            case "LIST" -> new CallResult(Kind.DONE, List.copyOf(names(world, call.target())), world.term());
            case "DELETE" -> {
                call.arguments().forEach(one -> world.remove("s3:" + one));
                yield done(world);
            }
            case "LOOK" -> new CallResult(Kind.DONE, versions(world), world.term());
            case "READ" -> new CallResult(Kind.DONE, world.table(call.target()).rows(), world.term());
            case "COMMIT" -> commit(world, actor, call);
            case "START" -> start(world, call.target());
            case "BEGIN" -> {
                world.put("run:" + call.target(), "RUNNING");
                yield done(world);
            }
            case "EXIT" -> {
                if (world.has("run:" + call.target())) {
                    boolean isDone = call.arguments().get(0).equals("0");
                    world.put("run:" + call.target(), isDone ? "SUCCESS" : "FAILED");
                }
                yield done(world);
            }
            case "TAKE" -> {
                world.put("took:" + call.target(), String.join("|", call.arguments()));
                yield done(world);
            }
            case "WAIT" -> done(world);
            default -> throw new IllegalArgumentException("No such call: " + call);
        };
    }

    private static CallResult done(World world, String... values) {
        return new CallResult(Kind.DONE, List.of(values), world.term());
    }

    private static CallResult answer(World world, Kind kind) {
        return new CallResult(kind, List.of(), world.term());
    }

    private static CallResult got(World world, String name) {
        String content = world.get(name);
        return content == null ? answer(world, Kind.ABSENT) : done(world, content, World.etag(content));
    }

    private static TreeSet<String> names(World world, String prefix) {
        TreeSet<String> names = new TreeSet<>();
        world.under("s3:" + prefix).keySet().forEach(rest -> names.add(prefix + rest));
        return names;
    }

    private static CallResult put(World world, String actor, Call call) {
        if (call.target().startsWith("json/")) {
            requireLease(world, actor, call);
        }
        world.put("s3:" + call.target(), call.arguments().get(0));
        return done(world);
    }

    private CallResult putIf(World world, String key, String content, String etag) {
        boolean isUnconditional = lifted == Guard.IF_MATCH_ON_STATE && key.endsWith("derived.json");
        String before = world.get(key);
        boolean matches = etag.isEmpty()
                ? before == null
                : before != null && World.etag(before).equals(etag);
        if (!matches && !isUnconditional) {
            return answer(world, Kind.REFUSED);
        }
        world.put(key, content);
        return done(world, World.etag(content));
    }

    private static List<String> versions(World world) {
        List<String> versions = new ArrayList<>();
        world.under("table:")
                .forEach((name, text) ->
                        versions.add(name + "=" + World.Table.of(text).version()));
        return versions;
    }

    /** The rows whose text follows a plus are added, those after a minus are deleted; the first argument is the base. */
    private static CallResult commit(World world, String actor, Call call) {
        World.Table table = world.table(call.target());
        TreeSet<String> rows = new TreeSet<>(table.rows());
        List<String> changes = call.arguments().subList(1, call.arguments().size());
        changes.stream()
                .filter(change -> change.startsWith("-"))
                .forEach(change -> rows.removeIf(row -> row.startsWith(change.substring(1))));
        List<String> added = changes.stream()
                .filter(change -> change.startsWith("+"))
                .map(change -> change.substring(1))
                .toList();
        rows.addAll(added);
        if (table.lastAdded() > Integer.parseInt(call.arguments().get(0))) {
            return answer(world, Kind.REFUSED);
        }
        requireLease(world, actor, call);
        int version = table.version() + 1;
        World.Table next = new World.Table(version, added.isEmpty() ? table.lastAdded() : version, List.copyOf(rows));
        world.put("table:" + call.target(), next.toString());
        return done(world, Integer.toString(version));
    }

    /** A run that writes without the lease is one writer too many. */
    private static void requireLease(World world, String actor, Call call) {
        String lease = world.get(LEASE);
        if (lease == null || !lease.contains("/" + actor.replace(' ', '-') + ".")) {
            world.put("violated", "One run writes at a time: " + actor + " has not the lease at " + call);
        }
    }

    private CallResult start(World world, String token) {
        String run = token;
        while (lifted == Guard.CLIENT_TOKEN && world.has("run:" + run)) {
            run += "'";
        }
        if (!run.equals(token)) {
            world.put("violated", "One decision to start is one run: " + run + " is a second one of " + token);
        }
        if (!world.has("run:" + run)) {
            world.put("run:" + run, "SUBMITTED");
            world.put("new:" + run, "");
        }
        return done(world);
    }

    /** What EMR may report of the runs: each as it is, or, if reports lag, as it was, or not at all. */
    static List<CallResult> reports(World world, boolean mayLag) {
        List<List<String>> reports = List.of(List.of());
        for (Map.Entry<String, String> run : world.under("run:").entrySet()) {
            List<String> states = new ArrayList<>(List.of(run.getValue()));
            boolean isOver = run.getValue().equals("SUCCESS") || run.getValue().equals("FAILED");
            if (mayLag) {
                states.add("");
                if (isOver) {
                    states.add("RUNNING");
                }
            }
            List<List<String>> longer = new ArrayList<>();
            for (List<String> report : reports) {
                for (String state : states) {
                    List<String> more = new ArrayList<>(report);
                    if (!state.isEmpty()) {
                        more.add(run.getKey() + "=" + state);
                    }
                    longer.add(more);
                }
            }
            reports = longer;
        }
        return reports.stream()
                .map(report -> new CallResult(Kind.DONE, report, world.term()))
                .toList();
    }
}
