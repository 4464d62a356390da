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
import java.time.Instant;
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
 * Queues what the manifests ask of each object, and tracks which manifests are finished. A request that selects objects
 * by a listing is queued a portion at a time.
 */
final class PendingWork {
    private final ObjectStore input;
    private final InputLayout layout;
    /** By manifest name, oldest first. A manifest that is older than known ones may still appear. */
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    private final Map<String, KeyQueue> queues = new HashMap<>();
    private final Set<String> givenUp = new HashSet<>();

    /** Selects the listed objects that differ from their last history row. */
    interface Differences {
        Set<String> among(List<Announced> listed, Map<String, StoredObject> told);
    }

    /** A manifest and its remaining work. */
    private static final class Entry {
        private final Manifest manifest;
        private final Set<String> named = new HashSet<>();
        /** Number of its objects that are not done. */
        private int open;
        /** Number of these that this run has given up. */
        private int givenUp;
        /** The remaining listing; null if there is none. */
        private ListingWalk walk;
        /** Whether the request concerns whole tables once its objects are done. */
        private boolean isForTables;

        /** Whether the request erases users, which takes precedence over all other work. */
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
     * Adds manifests.
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
            // an object that could not be loaded can still be retracted
            queues.get(key).asks().forEach(ask -> entries.get(ask.manifest()).givenUp--);
        }
    }

    private KeyQueue queue(String key) {
        return new KeyQueue(
                key,
                layout.kindOf(key).orElseThrow(),
                layout.logPartitionOf(key).orElse(null));
    }

    /** Returns the number of queued objects that this run has not given up. */
    int size() {
        return queues.size() - givenUp.size();
    }

    /**
     * Returns up to {@code most} next requests, one for each object: announced objects and retractions before listed
     * objects, and objects of failed batches last.
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

    /**
     * Returns up to {@code most} next requests for objects of the oldest manifest, if it was written before this time;
     * without objects of failed batches.
     */
    List<Announced> overdue(Instant before, int most, Predicate<String> isSuspect) {
        for (Map.Entry<String, Entry> oldest : entries.entrySet()) {
            if (!oldest.getValue().manifest.writtenAt().orElse(before).isBefore(before)) {
                break;
            }
            List<Announced> named = new ArrayList<>();
            queues.forEach((key, queue) -> {
                boolean isOfOldest = queue.asks().get(0).manifest().equals(oldest.getKey());
                if (isOfOldest && !givenUp.contains(key) && !isSuspect.test(key)) {
                    named.add(queue.next());
                }
            });
            if (!named.isEmpty()) {
                List<Announced> portion = new ArrayList<>();
                fill(portion, named, most);
                return portion;
            }
        }
        return List.of();
    }

    private static void fill(List<Announced> portion, List<Announced> more, int most) {
        more.sort(Batch.ORDER);
        portion.addAll(more.subList(0, Math.min(more.size(), most - portion.size())));
    }

    /** Completes the current request of these objects. Requests that came after a retraction remain queued. */
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

    /** Gives up the current request of these objects for this run. They stay pending, unless a retraction arrives. */
    void giveUp(Collection<String> keys) {
        for (String key : keys) {
            if (queues.containsKey(key) && givenUp.add(key)) {
                queues.get(key).asks().forEach(ask -> entries.get(ask.manifest()).givenUp++);
            }
        }
    }

    /** Returns the manifest whose listing continues next, unless {@code most} of its objects are queued already. */
    Optional<Manifest> nextToList(int most) {
        for (Entry entry : entries.values()) {
            if (entry.walk != null && !entry.isGivenUp) {
                return entry.open - entry.givenUp < most ? Optional.of(entry.manifest) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Lists the next portion of a manifest's request. Queues the objects that differ from the history, and those with
     * queued requests that may change the history.
     *
     * @return the listing's entries for objects without other requests
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

    /** Returns the oldest pending request to erase users. */
    Optional<Manifest> erasure() {
        return entries.values().stream()
                .filter(entry -> entry.isErasure && !entry.isGivenUp)
                .map(entry -> entry.manifest)
                .findFirst();
    }

    /** Removes a manifest that is done and deleted. */
    void forget(Manifest manifest) {
        entries.remove(manifest.fileName());
    }

    /**
     * Returns the oldest manifest whose request is of this type, concerns whole tables, and has only that part left.
     */
    Optional<Manifest> waiting(Class<? extends Request> request) {
        return entries.values().stream()
                .filter(entry -> entry.isWaiting(request))
                .map(entry -> entry.manifest)
                .findFirst();
    }

    /** Completes all such requests: executing one satisfies all of them. */
    void done(Class<? extends Request> request) {
        entries.values().stream()
                .filter(entry -> entry.isWaiting(request) && entry.walk == null)
                .forEach(entry -> entry.isForTables = false);
    }

    /** Gives up a manifest's request for this run. It stays pending and does not delay others. */
    void giveUp(Manifest manifest) {
        entries.get(manifest.fileName()).isGivenUp = true;
    }

    /**
     * Returns each finished manifest once. A manifest is held back while an older manifest with one of its objects is
     * open: if this run ends early, the next one must read both to keep their order.
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
