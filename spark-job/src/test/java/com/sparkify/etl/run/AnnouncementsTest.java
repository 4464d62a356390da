package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.InputLayout;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private static final String A = "log_data/a.json";
    private static final String B = "log_data/b.json";

    private final Announcements announcements = new Announcements(
            new InMemoryObjectStore("announcements-" + UUID.randomUUID()),
            new InputLayout("logs", "log_data/", "song_data/"));

    private static Manifest load(String name, String... keys) {
        return new Manifest(name, List.of(keys), null);
    }

    private static Manifest request(String name, Request request) {
        return new Manifest(name, List.of(), request);
    }

    private Map<String, Action> outstanding() {
        return announcements.outstanding().stream().collect(Collectors.toMap(Announced::key, Announced::action));
    }

    @Test
    void aRetractionHasItsTurnBeforeWhatIsAskedLater() {
        announcements.hear(List.of(load("1", A), request("2", new Request.Retract(List.of(A))), load("3", A)));
        assertThat(outstanding()).isEqualTo(Map.of(A, Action.RETRACT));
        announcements.done(Set.of(A));
        assertThat(outstanding()).isEqualTo(Map.of(A, Action.LOAD));
        assertThat(announcements.takeFinished()).extracting(Manifest::name).containsExactly("1", "2");
        announcements.done(Set.of(A));
        assertThat(announcements.takeFinished()).extracting(Manifest::name).containsExactly("3");
    }

    @Test
    void aManifestIsHeldBackWhileAnOlderOneThatNamedItsObjectIsOpen() {
        announcements.hear(
                List.of(load("1", A, B), request("2", new Request.Retract(List.of(A))), load("3", "log_data/c.json")));
        announcements.done(Set.of(A, "log_data/c.json"));
        assertThat(outstanding()).isEqualTo(Map.of(B, Action.LOAD));
        assertThat(announcements.takeFinished()).extracting(Manifest::name).containsExactly("3");
        announcements.done(Set.of(B));
        assertThat(announcements.takeFinished()).extracting(Manifest::name).containsExactly("1", "2");
    }

    @Test
    void forceStaysForced() {
        announcements.hear(List.of(request("1", new Request.LoadKeys(List.of(A), true)), load("2", A)));
        assertThat(outstanding()).isEqualTo(Map.of(A, Action.FORCE));
    }

    @Test
    void keysThatAreNoInputAskForNothing() {
        announcements.hear(List.of(load("1", "other/a.json", "log_data/a.csv")));
        assertThat(outstanding()).isEmpty();
        assertThat(announcements.takeFinished()).hasSize(1);
    }
}
