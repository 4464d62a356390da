package com.sparkify.enumeration;

import com.sparkify.etl.run.SteppedRun;
import com.sparkify.launcher.SteppedLauncher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A first world, who acts in it, and how much may go wrong. */
final class Scenario {
    private static final Instant NOW = Instant.parse("2018-11-12T10:00:00Z");
    private static final String ONE = "log_data/1.json";
    private static final String OTHER = "log_data/2.json";

    private final Map<String, Actor> actors = new TreeMap<>();
    private final Map<String, String> things = new TreeMap<>();
    private final Map<String, Actor> runs = new TreeMap<>();
    private final String[] runArguments;

    private Scenario(String... runArguments) {
        this.runArguments = runArguments;
    }

    /** Objects are announced to an empty lake, each to its launcher, one of them perhaps twice, and a nudge may come. */
    static Scenario launching(int launchers, boolean isRepeated, boolean isNudged) {
        Scenario scenario = new Scenario("--linger-seconds", "1");
        scenario.things.put("input/" + ONE, "v1");
        scenario.things.put("input/" + OTHER, "w1");
        scenario.actors.put("launcher 1", calls -> {
            SteppedLauncher launcher = launcher(calls, "1", Duration.ZERO);
            launcher.announce(ONE);
            if (isRepeated) {
                launcher.announce(ONE);
            }
        });
        if (launchers > 1) {
            scenario.actors.put(
                    "launcher 2", calls -> launcher(calls, "2", Duration.ZERO).announce(OTHER));
        }
        if (isNudged) {
            scenario.actors.put(
                    "launcher 3", calls -> launcher(calls, "3", Duration.ZERO).nudge());
        }
        return scenario;
    }

    /** A second version of an object is pending, and two runs, of which EMR knows nothing, are started at a time. */
    static Scenario writing() {
        Scenario scenario = new Scenario();
        scenario.things.put("input/" + ONE, "v1");
        scenario.things.put("s3:pending/1.json", manifest(ONE));
        World loaded = scenario.first(Bounds.NOTHING, null);
        Steps steps = scenario.steps(null);
        steps.enter(loaded, "run 0", scenario.run("0"));
        while (!loaded.under("actor:").isEmpty()) {
            loaded = steps.of(loaded).get(0).world();
        }
        scenario.things.clear();
        scenario.things.putAll(loaded.things());
        scenario.things.remove("s3:closing/0");
        scenario.things.put("input/" + ONE, "v2");
        scenario.things.put("s3:pending/2.json", manifest(ONE));
        scenario.things.put("took:earlier", "JOINED|none|2.json|" + ONE);
        scenario.actors.put("run a", scenario.run("a"));
        scenario.actors.put("run b", scenario.run("b"));
        return scenario;
    }

    private static String manifest(String key) {
        return "{\"version\":1,\"objects\":[{\"key\":\"" + key + "\"}]}";
    }

    private static SteppedLauncher launcher(Calls calls, String name, Duration later) {
        return new SteppedLauncher(calls, name, NOW.plus(later));
    }

    private Actor run(String id) {
        return runs.computeIfAbsent(id, first -> new SteppedRun(first, runArguments)::play);
    }

    private Positions positions;

    private Steps steps(Guard lifted) {
        positions = new Positions(lifted);
        return new Steps(positions, new Service(lifted), this::run);
    }

    private World first(Bounds bounds, Guard lifted) {
        World world = new World(things);
        bounds.apply(world);
        return world;
    }

    /** What a search found. */
    record Result(
            Optional<Search.Counterexample> counterexample,
            int states,
            int transitions,
            int ends,
            int plays,
            Duration took) {}

    Result search(Bounds bounds, Guard lifted) {
        long begun = System.nanoTime();
        Steps steps = steps(lifted);
        World first = first(bounds, lifted);
        actors.forEach((name, actor) -> steps.enter(first, name, actor));
        Search search = new Search(
                steps,
                new Rest(nudge -> calls -> launcher(calls, "nudge " + nudge, Duration.ofHours(3L * nudge))
                        .nudge()),
                lifted != null && bounds.crashes() > 0);
        Optional<Search.Counterexample> found = search.run(first);
        return new Result(
                found,
                search.states(),
                search.transitions(),
                search.ends(),
                positions.size(),
                Duration.ofNanos(System.nanoTime() - begun));
    }
}
