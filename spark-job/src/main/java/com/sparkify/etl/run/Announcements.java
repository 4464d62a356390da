package com.sparkify.etl.run;

import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.InputLayout;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the waiting manifests ask of which object, and which manifests have nothing left to ask. */
final class Announcements {
    private final ObjectStore input;
    private final InputLayout layout;
    /** By name, oldest first: a manifest that is older than one heard before may still turn up. */
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    private final Set<String> heardLately = new HashSet<>();

    /**
     * One manifest.
     *
     * @param named the objects it asks for
     * @param asked what it asks of which object; done objects are taken out
     * @param open the request itself while it has something to do for all tables, after its objects
     */
    private record Entry(Manifest manifest, Set<String> named, Map<String, Action> asked, Set<Request> open) {
        Entry(Manifest manifest, Map<String, Action> asked) {
            this(manifest, Set.copyOf(asked.keySet()), asked, new HashSet<>());
            if (manifest.request() instanceof Request.Rebuild || manifest.request() instanceof Request.Sweep) {
                open.add(manifest.request());
            }
        }

        boolean isOpen(Class<? extends Request> request) {
            return open.stream().anyMatch(request::isInstance);
        }
    }

    Announcements(ObjectStore input, InputLayout layout) {
        this.input = input;
        this.layout = layout;
    }

    /** Takes note of what waits now, oldest first; manifests seen before keep what is done of them. */
    void hear(List<Manifest> manifests) {
        heardLately.clear();
        Set<String> names = new HashSet<>();
        for (Manifest manifest : manifests) {
            names.add(manifest.name());
            if (!entries.containsKey(manifest.name())) {
                Entry entry = new Entry(manifest, resolve(manifest));
                entries.put(manifest.name(), entry);
                heardLately.addAll(entry.asked().keySet());
            }
        }
        entries.keySet().retainAll(names);
    }

    /** Objects that a manifest asks for which was not there when {@link #hear} was called before. */
    Set<String> heardLately() {
        return heardLately;
    }

    /**
     * What comes next, one for each object. A retraction has its turn before what is asked later of the same object: the
     * load may find nothing to read, and then nothing must be left.
     */
    List<Announced> outstanding() {
        Map<String, Action> actions = new LinkedHashMap<>();
        entries.values()
                .forEach(entry -> entry.asked().forEach((key, action) -> actions.merge(key, action, this::later)));
        entries.values()
                .forEach(entry -> entry.asked().forEach((key, action) -> {
                    if (action == Action.RETRACT) {
                        actions.put(key, Action.RETRACT);
                    }
                }));
        List<Announced> outstanding = new ArrayList<>();
        actions.forEach((key, action) -> layout.kindOf(key)
                .ifPresent(kind -> outstanding.add(
                        new Announced(key, kind, layout.logPartitionOf(key).orElse(null), action))));
        return outstanding;
    }

    /** Takes note that what came next of these objects is done; what is asked after a retraction is still to come. */
    void done(Set<String> keys) {
        Map<String, String> lastRetraction = new HashMap<>();
        entries.forEach((name, entry) -> keys.stream()
                .filter(key -> entry.asked().get(key) == Action.RETRACT)
                .forEach(key -> lastRetraction.put(key, name)));
        entries.forEach((name, entry) -> entry.asked()
                .keySet()
                .removeIf(key -> keys.contains(key)
                        && (!lastRetraction.containsKey(key) || name.compareTo(lastRetraction.get(key)) <= 0)));
    }

    /** Whether such a request, which concerns all tables, waits for its own turn. */
    boolean waiting(Class<? extends Request> request) {
        return entries.values().stream().anyMatch(entry -> entry.isOpen(request));
    }

    /** Takes note that such requests had their turn. */
    void done(Class<? extends Request> request) {
        entries.values().stream()
                .filter(entry -> entry.isOpen(request))
                .forEach(entry -> entry.open().clear());
    }

    /**
     * Gives the manifests that ask for nothing any more, once. One is held back while an older one that named one of its
     * objects is open: should this run end before, the next one hears both, and in their order.
     */
    List<Manifest> takeFinished() {
        Set<String> namedByOpen = new HashSet<>();
        List<Manifest> finished = new ArrayList<>();
        for (Entry entry : entries.values()) {
            boolean open = !entry.asked().isEmpty() || !entry.open().isEmpty();
            if (open || !Collections.disjoint(entry.named(), namedByOpen)) {
                namedByOpen.addAll(entry.named());
            } else {
                finished.add(entry.manifest());
            }
        }
        finished.forEach(manifest -> entries.remove(manifest.name()));
        return finished;
    }

    /** What counts of two when nothing is retracted: force stays forced. */
    private Action later(Action earlier, Action later) {
        return switch (later) {
            case RETRACT, FORCE -> later;
            case LOAD -> earlier == Action.FORCE ? Action.FORCE : Action.LOAD;
            case SWEEP -> earlier;
        };
    }

    private Map<String, Action> resolve(Manifest manifest) {
        if (manifest.request() == null) {
            return all(manifest.keys(), Action.LOAD);
        }
        Request request = manifest.request();
        if (request instanceof Request.LoadKeys load) {
            return all(load.keys(), load.force() ? Action.FORCE : Action.LOAD);
        }
        if (request instanceof Request.LoadRange load) {
            Predicate<String> inRange = key -> isWithin(layout.logPartitionOf(key), load.from(), load.to());
            return all(listed(layout.logPrefix(), inRange), load.force() ? Action.FORCE : Action.LOAD);
        }
        if (request instanceof Request.LoadPrefix load) {
            return all(listed(load.prefix(), key -> true), load.force() ? Action.FORCE : Action.LOAD);
        }
        if (request instanceof Request.Retract retract) {
            return all(retract.keys(), Action.RETRACT);
        }
        if (request instanceof Request.Sweep) {
            Map<String, Action> everything = all(listed(layout.songPrefix(), key -> true), Action.SWEEP);
            everything.putAll(all(listed(layout.logPrefix(), key -> true), Action.SWEEP));
            return everything;
        }
        return new LinkedHashMap<>();
    }

    private static boolean isWithin(Optional<LocalDate> day, LocalDate from, LocalDate to) {
        return day.isPresent() && !day.get().isBefore(from) && !day.get().isAfter(to);
    }

    private List<String> listed(String prefix, Predicate<String> wanted) {
        return input.list(prefix).stream().map(StoredObject::key).filter(wanted).toList();
    }

    private Map<String, Action> all(Collection<String> keys, Action action) {
        Map<String, Action> asked = new LinkedHashMap<>();
        keys.stream().filter(key -> layout.kindOf(key).isPresent()).forEach(key -> asked.put(key, action));
        return asked;
    }
}
