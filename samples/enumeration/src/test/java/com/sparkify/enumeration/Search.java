package com.sparkify.enumeration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Visits every world that can follow a first one, each once. */
final class Search {
    private final Steps steps;
    private final Rest rest;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Key, Integer> visited = new HashMap<>();
    private final List<Key> worlds = new ArrayList<>();
    private final List<int[]> origins = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private final boolean isDeepFirst;
    private int transitions;
    private int ends;

    /** @param isDeepFirst whether a counterexample may be longer than needed, and is found the sooner */
    Search(Steps steps, Rest rest, boolean isDeepFirst) {
        this.isDeepFirst = isDeepFirst;
        this.steps = steps;
        this.rest = rest;
    }

    /** A world in which a property does not hold, and how it came about. */
    record Counterexample(String property, List<String> trace) {}

    /** A world in few bytes; all of it, so that no two are taken for one. */
    private record Key(int[] things) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(things, key.things);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(things);
        }
    }

    /** A way to a world in which a property does not hold: the shortest, unless the search goes deep first. */
    Optional<Counterexample> run(World first) {
        visit(first, -1, -1);
        while (!open.isEmpty()) {
            int at = isDeepFirst ? open.removeLast() : open.removeFirst();
            World world = world(at);
            if (world.has("violated")) {
                return Optional.of(new Counterexample(world.get("violated"), trace(at)));
            }
            List<Transition> next = next(world);
            for (int i = 0; i < next.size(); i++) {
                transitions++;
                visit(next.get(i).world(), at, i);
            }
        }
        return Optional.empty();
    }

    private List<Transition> next(World world) {
        List<Transition> next = new ArrayList<>(steps.of(world));
        if (next.stream().allMatch(Transition::isMisfortune)) {
            ends++;
            rest.after(world, steps).ifPresent(next::add);
        }
        return next;
    }

    private void visit(World world, int from, int step) {
        Key key = key(world);
        if (visited.putIfAbsent(key, worlds.size()) == null) {
            open.addLast(worlds.size());
            worlds.add(key);
            origins.add(new int[] {from, step});
        }
    }

    private Key key(World world) {
        int[] things = new int[2 * world.things().size()];
        int i = 0;
        for (Map.Entry<String, String> thing : world.things().entrySet()) {
            things[i++] = number(thing.getKey());
            things[i++] = number(thing.getValue());
        }
        return new Key(things);
    }

    private int number(String name) {
        return numbers.computeIfAbsent(name, first -> {
            names.add(first);
            return names.size() - 1;
        });
    }

    private World world(int at) {
        int[] things = worlds.get(at).things();
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < things.length; i += 2) {
            all.put(names.get(things[i]), names.get(things[i + 1]));
        }
        return new World(all);
    }

    private List<String> trace(int end) {
        Deque<String> labels = new ArrayDeque<>();
        for (int at = end; origins.get(at)[0] >= 0; at = origins.get(at)[0]) {
            int[] origin = origins.get(at);
            labels.addFirst(Wording.legible(
                    next(world(origin[0])).get(origin[1]).label().get()));
        }
        return new ArrayList<>(labels);
    }

    int states() {
        return worlds.size();
    }

    int transitions() {
        return transitions;
    }

    int ends() {
        return ends;
    }
}
