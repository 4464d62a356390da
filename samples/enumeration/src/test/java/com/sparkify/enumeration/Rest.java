package com.sparkify.enumeration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * What must hold when nobody has anything left to do. While something is still pending, a nudge comes first, hours later,
 * and nothing goes wrong any more.
 */
final class Rest {
    private static final int NUDGES = 3;

    private final IntFunction<Actor> nudges;

    /** @param nudges gives the launcher that is nudged for the first time, the second, and so on */
    Rest(IntFunction<Actor> nudges) {
        this.nudges = nudges;
    }

    /** The world after a nudge, or one that is violated, or nothing if all is as it should be. */
    Optional<Transition> after(World world, Steps steps) {
        Optional<String> lost = leftBehind(world);
        if (lost.isPresent()) {
            return Optional.of(violated(world, Guard.WRITE_BEFORE_LOOK.property + ": " + lost.get()));
        }
        int nudged = world.number("nudged");
        if (world.under("s3:pending/").isEmpty()) {
            Optional<String> wrong = wrong(world);
            if (wrong.isPresent()) {
                return Optional.of(violated(world, wrong.get()));
            }
            return isOpen(world) ? Optional.of(announcedAgain(world, steps)) : Optional.empty();
        }
        if (nudged == NUDGES) {
            return Optional.of(violated(
                    world,
                    Guard.MANIFEST_REMOVED_LAST.property + ": still pending after " + NUDGES + " nudges: "
                            + world.under("s3:pending/").keySet()));
        }
        return Optional.of(
                nudged(world, steps, "hours later the schedule sends a nudge, and nothing goes wrong any more"));
    }

    private Transition nudged(World world, Steps steps, String label) {
        World next = world.copy();
        for (String budget : next.under("left:").keySet()) {
            next.put("left:" + budget, "0");
        }
        int nudge = world.number("nudged") + 1;
        next.put("nudged", Integer.toString(nudge));
        steps.enter(next, "nudge " + nudge, nudges.apply(nudge));
        return new Transition(label, next, false);
    }

    private static boolean isOpen(World world) {
        String state = world.get("s3:state/derived.json");
        return state != null && !state.contains("\"id\":\"none\"");
    }

    /** The state names a batch, and nothing is pending: the next run that comes must close it and leave all as it is. */
    private Transition announcedAgain(World world, Steps steps) {
        World next = world.copy();
        for (String key : world.under("input/").keySet()) {
            next.put("s3:pending/again.json", "{\"version\":1,\"objects\":[{\"key\":\"" + key + "\"}]}");
        }
        return nudged(
                next, steps, "a batch is open and nothing is pending; an object is announced again, and a nudge comes");
    }

    private static Transition violated(World world, String property) {
        World next = world.copy();
        next.put("violated", property);
        return new Transition("everybody is done", next, false);
    }

    /** A manifest that a launcher left to a run which ended well without it. */
    private static Optional<String> leftBehind(World world) {
        for (Map.Entry<String, String> took : world.under("took:").entrySet()) {
            String[] said = took.getValue().split("\\|");
            boolean endedWell = "SUCCESS".equals(world.get("run:" + said[1]));
            for (String manifest : said[2].split(",")) {
                if (endedWell && world.has("s3:pending/" + manifest)) {
                    return Optional.of(took.getKey() + " left pending/" + manifest + " to run " + said[1]
                            + ", which ended with exit code 0 without it");
                }
            }
        }
        return Optional.empty();
    }

    /** What does not agree with the history of the objects, once nothing is pending. */
    private static Optional<String> wrong(World world) {
        Map<String, String> loaded = new TreeMap<>();
        for (String row : world.table("LOAD_HISTORY").rows()) {
            String[] cells = row.split(",");
            if (cells[3].equals("loaded")) {
                loaded.put(cells[0], cells[5] + "=" + cells[2]);
            }
        }
        for (Map.Entry<String, String> took : world.under("took:").entrySet()) {
            for (String key : took.getValue().split("\\|")[3].split(",")) {
                String now = world.get("input/" + key);
                if (now != null && !loaded.getOrDefault(key, "nothing").endsWith("=" + now)) {
                    return Optional.of(Guard.MANIFEST_REMOVED_LAST.property + ": " + key + " is " + now + ", loaded is "
                            + loaded.getOrDefault(key, "nothing"));
                }
            }
        }
        TreeSet<String> plays = new TreeSet<>();
        TreeSet<String> star = new TreeSet<>();
        loaded.forEach((key, contribution) -> {
            plays.add(key + "@" + contribution);
            star.add(key + "=" + contribution.substring(contribution.indexOf('=') + 1));
        });
        List<String> problems = new ArrayList<>();
        compare(
                Guard.IF_MATCH_ON_STATE.property + ": play records",
                plays,
                world.table("PLAY_RECORDS").rows(),
                problems);
        compare(
                Guard.IF_MATCH_ON_STATE.property + ": songplays",
                star,
                world.table("SONGPLAYS").rows(),
                problems);
        String published = world.get("s3:json/songplays.json");
        compare(
                Guard.LEAVES_IN_STATE.property + ": songplays.json",
                star,
                published == null || published.isEmpty() ? List.of() : List.of(published.split(";")),
                problems);
        return problems.stream().findFirst();
    }

    private static void compare(String what, TreeSet<String> expected, List<String> actual, List<String> problems) {
        if (!List.copyOf(expected).equals(actual)) {
            problems.add(what + " should be " + expected + " and are " + actual);
        }
    }
}
