package com.sparkify.etl.erase;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.source.InputLayout;
import com.sparkify.etl.source.NamedUsers;
import com.sparkify.etl.work.Work;
import com.sparkify.etl.work.Workers;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search of a large input. */
class InputObjectsTest {
    private static final int LOGS = 45_000;

    /** A bucket that can only be walked, object by object. */
    private final ObjectStore input = (ObjectStore) Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("walk");
                return IntStream.range(0, LOGS)
                        .mapToObj(log -> new StoredObject("log_data/" + log + ".json", "etag", null, 10))
                        .iterator();
            });

    private final InputObjects objects = new InputObjects(input, new InputLayout("bucket", "log_data/", "song_data/"));

    @Test
    void theSizeIsAddedUpWithoutAList() {
        assertThat(objects.bytes()).isEqualTo(10L * LOGS);
    }

    @Test
    void aLargeInputIsSearchedInPortionsAndEachLogOnce() {
        List<Integer> portions = new ArrayList<>();
        Set<String> searched = new HashSet<>();
        Workers workers = new Workers() {
            @Override
            public <T extends Serializable, R extends Serializable> List<R> map(List<T> tasks, Work<T, R> work) {
                List<String> keys = tasks.stream()
                        .flatMap(task -> ((InputSearch.Task) task).pins().stream())
                        .map(pin -> pin.key())
                        .toList();
                portions.add(keys.size());
                searched.addAll(keys);
                return List.of();
            }

            @Override
            public int parallelism() {
                return 2;
            }
        };
        objects.search(NamedUsers.of(List.of("user")), List.of(), workers);
        assertThat(searched).hasSize(LOGS);
        assertThat(portions).containsExactly(20_000, 20_000, 5_000);
    }
}
