package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.InputLayout;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PendingWorkTest {
    private static final String A = "log_data/a.json";
    private static final String B = "log_data/b.json";

    private final InMemoryObjectStore input = new InMemoryObjectStore("pending-work-" + UUID.randomUUID());
    private final PendingWork work = new PendingWork(input, new InputLayout("logs", "log_data/", "song_data/"));
    private final Set<String> compared = new LinkedHashSet<>();

    private static Manifest load(String name, String... keys) {
        return new Manifest(name, List.of(keys), null);
    }

    private static Manifest request(String name, Request request) {
        return new Manifest(name, List.of(), request);
    }

    private static Manifest retract(String name, String... keys) {
        return request(name, new Request.Retract(List.of(keys)));
    }

    private Map<String, Action> next() {
        return work.next(100, key -> false).stream().collect(Collectors.toMap(Announced::key, Announced::action));
    }

    private List<String> finished() {
        return work.takeFinished().stream().map(Manifest::name).toList();
    }

    /** Lists a portion; everything differs from the history but these. */
    private List<String> list(int most, String... known) {
        Manifest manifest = work.nextToList(most).orElseThrow();
        return work
                .list(manifest, most, (listed, told) -> {
                    Set<String> keys = listed.stream().map(Announced::key).collect(Collectors.toSet());
                    compared.addAll(keys);
                    keys.removeAll(Set.of(known));
                    return keys;
                })
                .stream()
                .map(StoredObject::key)
                .sorted()
                .toList();
    }

    @Test
    void aRetractionHasItsTurnBeforeWhatIsAskedLater() {
        work.add(List.of(load("1", A), retract("2", A), load("3", A)));
        assertThat(next()).isEqualTo(Map.of(A, Action.RETRACT));
        work.done(Set.of(A));
        assertThat(next()).isEqualTo(Map.of(A, Action.LOAD));
        assertThat(finished()).containsExactly("1", "2");
        work.done(Set.of(A));
        assertThat(finished()).containsExactly("3");
    }

    @Test
    void aManifestIsHeldBackWhileAnOlderOneThatNamedItsObjectIsOpen() {
        work.add(List.of(load("1", A, B), retract("2", A), load("3", "log_data/c.json")));
        work.done(Set.of(A, "log_data/c.json"));
        assertThat(next()).isEqualTo(Map.of(B, Action.LOAD));
        assertThat(finished()).containsExactly("3");
        work.done(Set.of(B));
        assertThat(finished()).containsExactly("1", "2");
    }

    @Test
    void forceStaysForced() {
        work.add(List.of(request("1", new Request.LoadKeys(List.of(A), true)), load("2", A)));
        assertThat(next()).isEqualTo(Map.of(A, Action.FORCE));
    }

    @Test
    void keysThatAreNoInputAskForNothing() {
        work.add(List.of(load("1", "other/a.json", "log_data/a.csv")));
        assertThat(next()).isEmpty();
        assertThat(finished()).hasSize(1);
    }

    @Test
    void whatIsGivenUpStaysAndCostsTheOthersNothing() {
        work.add(List.of(load("1", A), load("2", B)));
        work.giveUp(Set.of(A));
        assertThat(work.size()).isEqualTo(1);
        assertThat(next()).isEqualTo(Map.of(B, Action.LOAD));
        work.done(Set.of(B));
        assertThat(finished()).containsExactly("2");
    }

    @Test
    void whatIsGivenUpCanBeRetracted() {
        work.add(List.of(load("1", A)));
        work.giveUp(Set.of(A));
        work.add(List.of(load("2", A)));
        assertThat(next()).isEmpty();
        work.add(List.of(retract("3", A)));
        assertThat(next()).isEqualTo(Map.of(A, Action.RETRACT));
        work.done(Set.of(A));
        assertThat(finished()).containsExactly("1", "2", "3");
    }

    @Test
    void aPortionHoldsNamedObjectsThenListedOnesThenSuspects() {
        input.put("song_data/listed.json", "x");
        work.add(List.of(request("1", new Request.Sweep()), load("2", A, B, "song_data/c.json")));
        list(10);
        assertThat(work.next(100, A::equals))
                .extracting(Announced::key)
                .containsExactly("song_data/c.json", B, "song_data/listed.json", A);
        assertThat(work.next(2, A::equals)).extracting(Announced::key).containsExactly("song_data/c.json", B);
    }

    @Test
    void aListingIsTakenInPortionsOfWhatDiffersAndFinishedWhenAllIsDone() {
        for (int object = 0; object < 5; object++) {
            input.put("log_data/%d.json".formatted(object), "x");
        }
        work.add(List.of(request("1", new Request.LoadPrefix("log_data/", true))));
        assertThat(list(2, "log_data/1.json")).containsExactly("log_data/0.json");
        assertThat(compared).hasSize(2);
        assertThat(list(2)).containsExactly("log_data/2.json", "log_data/3.json");
        assertThat(work.nextToList(2)).isEmpty();
        work.done(Set.of("log_data/0.json", "log_data/2.json", "log_data/3.json"));
        assertThat(finished()).isEmpty();
        assertThat(list(2)).containsExactly("log_data/4.json");
        assertThat(next()).isEqualTo(Map.of("log_data/4.json", Action.FORCE));
        work.done(Set.of("log_data/4.json"));
        assertThat(finished()).containsExactly("1");
    }

    @Test
    void aListedObjectForWhichAnotherRequestWaitsIsQueuedWhateverTheHistorySays() {
        input.put(A, "x");
        work.add(List.of(retract("1", A), request("2", new Request.LoadPrefix("log_data/", false)), retract("3", B)));
        input.put(B, "x");
        assertThat(list(10, A, B)).isEmpty();
        assertThat(compared).isEmpty();
        assertThat(next()).isEqualTo(Map.of(A, Action.RETRACT, B, Action.RETRACT));
        work.done(Set.of(A, B));
        assertThat(next()).isEqualTo(Map.of(A, Action.LOAD));
        assertThat(finished()).containsExactly("1", "3");
    }

    @Test
    void oneListingIsOverBeforeTheNextBegins() {
        input.put(A, "x");
        work.add(List.of(
                request("1", new Request.LoadPrefix("log_data/", false)),
                request("2", new Request.Sweep()),
                load("3", B)));
        assertThat(work.nextToList(10)).map(Manifest::name).hasValue("1");
        list(10);
        assertThat(work.nextToList(10)).map(Manifest::name).hasValue("2");
        list(10);
        assertThat(work.nextToList(10)).isEmpty();
        work.done(Set.of(A, B));
        assertThat(work.waiting(Request.Sweep.class)).isPresent();
        assertThat(finished()).containsExactly("1", "3");
        work.done(Request.Sweep.class);
        assertThat(finished()).containsExactly("2");
    }
}
