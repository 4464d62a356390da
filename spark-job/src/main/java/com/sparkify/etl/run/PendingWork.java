package com.sparkify.etl.run;

import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.KeyQueue;
import com.sparkify.etl.plan.KeyQueue.Ask;
import com.sparkify.etl.source.InputLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the manifests read so far ask for: a queue for each object, and which manifests have nothing left to ask. A request
 * that is resolved by a listing takes part with a portion of its objects at a time.
 */
final class PendingWork {
    private final ObjectStore input;
    private final InputLayout layout;
    /** By the name that the history uses, oldest first: a manifest that is older than one seen before may still turn up. */
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    private final Map<String, KeyQueue> queues = new HashMap<>();
    private final Set<String> givenUp = new HashSet<>();

    /** Tells which of some listed objects differ from what the history says of them. */
    interface Differences {
        Set<String> among(List<Announced> listed, Map<String, StoredObject> told);
    }

    /** A manifest and what is left to do of it. */
    private static final class Entry {
        private final Manifest manifest;
        private final Set<String> named = new HashSet<>();
        /** How many of its objects are not done. */
        private int open;
        /** How many of these this run has given up. */
        private int givenUp;
        /** Objects that are still to be listed; null if there are none. */
        private ListingWalk walk;
        /** Whether the request has something to do for all tables, after its objects. */
        private boolean isForTables;

        /** Whether the request is to erase users, which comes before all else. */
        private final boolean isErasure;

        private boolean isGivenUp;

        Entry(Manifest manifest, ListingWalk walk) {
            this.manifest = manifest;
            this.walk = walk;
            this.isErasure = manifest.request() instanceof Request.Erase;
            this.isForTables =
                    manifest.request() instanceof Request.Rebuild || manifest.request() instanceof Request.Sweep;
        }

        boolean isDone() {
            return open == 0 && walk == null && !isForTables && !isErasure;
        }

        boolean isWaiting(Class<? extends Request> request) {
            return isForTables && !isGivenUp && request.isInstance(manifest.request());
        }
    }

    PendingWork(ObjectStore input, InputLayout layout) {
        this.input = input;
        this.layout = layout;
    }

    /**
     * Takes note of manifests.
     *
     * @return the objects that they name
     */
    Set<String> add(List<Manifest> manifests) {
        Set<String> named = new HashSet<>();
        for (Manifest manifest : manifests) {
            Entry entry = new Entry(manifest, ListingWalk.of(manifest.request(), input, layout));
            entries.put(manifest.fileName(), entry);
            Action action = actionOf(manifest.request());
            for (String key : namedBy(manifest)) {
                if (layout.kindOf(key).isPresent() && entry.named.add(key)) {
                    ask(entry, key, action, false);
                }
            }
            named.addAll(entry.named);
        }
        return named;
    }

    private static Collection<String> namedBy(Manifest manifest) {
        if (manifest.request() instanceof Request.LoadKeys load) {
            return load.keys();
        }
        return manifest.request() instanceof Request.Retract retract ? retract.keys() : manifest.keys();
    }

    private static Action actionOf(Request request) {
        if (request instanceof Request.Retract) {
            return Action.RETRACT;
        }
        return request instanceof Request.LoadKeys load && load.force() ? Action.FORCE : Action.LOAD;
    }

    private void ask(Entry entry, String key, Action action, boolean isListed) {
        queues.computeIfAbsent(key, this::queue).add(new Ask(entry.manifest.fileName(), action, isListed));
        entry.open++;
        entry.givenUp += givenUp.contains(key) ? 1 : 0;
        if (action == Action.RETRACT && givenUp.remove(key)) {
            // what could not be loaded can be retracted
            queues.get(key).asks().forEach(ask -> entries.get(ask.manifest()).givenUp--);
        }
    }

    private KeyQueue queue(String key) {
        return new KeyQueue(
                key,
                layout.kindOf(key).orElseThrow(),
                layout.logPartitionOf(key).orElse(null));
    }

    /** How many objects wait that this run has not given up. */
    int size() {
        return queues.size() - givenUp.size();
    }

    /**
     * What comes next, one for each object, at most so many: what manifests name and what is to be retracted before what
     * listings name, and last what did harm before.
     */
    List<Announced> next(int most, Predicate<String> isSuspect) {
        List<Announced> named = new ArrayList<>();
        List<Announced> retractions = new ArrayList<>();
        List<Announced> listed = new ArrayList<>();
        List<Announced> suspects = new ArrayList<>();
        queues.forEach((key, queue) -> {
            if (!givenUp.contains(key)) {
                Announced next = queue.next();
                if (isSuspect.test(key)) {
                    suspects.add(next);
                } else if (next.action() == Action.RETRACT) {
                    retractions.add(next);
                } else {
                    (next.isListed() ? listed : named).add(next);
                }
            }
        });
        List<Announced> portion = new ArrayList<>();
        if (named.isEmpty() && !retractions.isEmpty()) {
            fill(portion, retractions, most);
            return portion;
        }
        fill(portion, named, most);
        fill(portion, listed, most);
        fill(portion, suspects, most);
        return portion;
    }

    private static void fill(List<Announced> portion, List<Announced> more, int most) {
        more.sort(Batch.ORDER);
        portion.addAll(more.subList(0, Math.min(more.size(), most - portion.size())));
    }

    /** Takes note that what came next of these objects is done; what is asked after a retraction is still to come. */
    void done(Set<String> keys) {
        for (String key : keys) {
            KeyQueue queue = queues.get(key);
            if (queue == null) {
                continue;
            }
            queue.answered().forEach(ask -> entries.get(ask.manifest()).open--);
            if (queue.isEmpty()) {
                queues.remove(key);
            }
        }
    }

    /** Takes note that this run cannot do what is asked of these objects: they stay pending, unless a retraction comes. */
    void giveUp(Collection<String> keys) {
        for (String key : keys) {
            if (queues.containsKey(key) && givenUp.add(key)) {
                queues.get(key).asks().forEach(ask -> entries.get(ask.manifest()).givenUp++);
            }
        }
    }

    /** The manifest whose listing goes on next, unless it has so many objects waiting. */
    Optional<Manifest> nextToList(int most) {
        for (Entry entry : entries.values()) {
            if (entry.walk != null && !entry.isGivenUp) {
                return entry.open - entry.givenUp < most ? Optional.of(entry.manifest) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Lists the next portion of a manifest's request, and queues those of its objects that differ from the history, or for
     * which other requests wait that may change what the history says.
     *
     * @return what the listing tells of objects for which nothing else waits
     */
    List<StoredObject> list(Manifest manifest, int most, Differences differences) {
        Entry entry = entries.get(manifest.fileName());
        ListingWalk walk = entry.walk;
        Map<String, StoredObject> told = new HashMap<>();
        walk.next(most).forEach(object -> told.put(object.key(), object));
        List<Announced> alone = new ArrayList<>();
        for (String key : told.keySet()) {
            if (queues.containsKey(key)) {
                ask(entry, key, walk.action(), true);
            } else {
                KeyQueue only = queue(key);
                only.add(new Ask(manifest.fileName(), walk.action(), true));
                alone.add(only.next());
            }
        }
        List<StoredObject> nominated = new ArrayList<>();
        differences.among(alone, told).forEach(key -> {
            ask(entry, key, walk.action(), true);
            nominated.add(told.get(key));
        });
        if (walk.isOver()) {
            entry.walk = null;
        }
        return nominated;
    }

    /** The oldest request to erase users that waits. */
    Optional<Manifest> erasure() {
        return entries.values().stream()
                .filter(entry -> entry.isErasure && !entry.isGivenUp)
                .map(entry -> entry.manifest)
                .findFirst();
    }

    /** Takes note that a manifest is done and removed. */
    void forget(Manifest manifest) {
        entries.remove(manifest.fileName());
    }

    /** The oldest manifest with such a request, which concerns all tables, that waits for its own turn. */
    Optional<Manifest> waiting(Class<? extends Request> request) {
        return entries.values().stream()
                .filter(entry -> entry.isWaiting(request))
                .map(entry -> entry.manifest)
                .findFirst();
    }

    /** Takes note that such requests had their turn: one turn answers all of them. */
    void done(Class<? extends Request> request) {
        entries.values().stream()
                .filter(entry -> entry.isWaiting(request) && entry.walk == null)
                .forEach(entry -> entry.isForTables = false);
    }

    /** Takes note that this run cannot carry out a manifest's request: it stays pending, and costs the others nothing. */
    void giveUp(Manifest manifest) {
        entries.get(manifest.fileName()).isGivenUp = true;
    }

    /**
     * Gives the manifests that ask for nothing any more, once. One is held back while an older one that named one of its
     * objects is open: should this run end before, the next one reads both, and in their order.
     */
    List<Manifest> takeFinished() {
        Set<String> namedByOpen = new HashSet<>();
        List<Manifest> finished = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (!entry.isDone() || !Collections.disjoint(entry.named, namedByOpen)) {
                namedByOpen.addAll(entry.named);
            } else {
                finished.add(entry.manifest);
            }
        }
        finished.forEach(manifest -> entries.remove(manifest.fileName()));
        return finished;
    }
}
