package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.StoredObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The published files equal the tables, whichever run stops while it publishes. */
class PublishingTest {
    private static final String LEASE = "state/lease.json";
    private static final String SONGPLAYS = "json/songplays/";
    /** Number of files of a portion. */
    private static final int PORTION = 8 * Runtime.getRuntime().availableProcessors();

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    private final Queue<String> laterFiles = new ConcurrentLinkedQueue<>();

    /** One file for each play. */
    @Test
    void aRunThatLosesItsLeaseBetweenTwoPortionsWritesNoMoreFiles() {
        lake.upload(log(1), plays("stale"));
        afterUploads(PORTION, () -> {
            lake.upload(log(1), plays("corrected"));
            takeOver("--publish-rows", "1");
        });
        assertThatThrownBy(() -> lake.run("--publish-rows", "1")).isInstanceOf(LeaseHeldException.class);
        assertThat(laterFiles).isNotEmpty().noneMatch(file -> file.contains("stale"));
        assertThat(lake.rows("select distinct level from sparkify.songplays")).containsExactly("corrected");
        theFilesAreThoseOfTheTable();
    }

    @Test
    void aRunThatLosesItsLeaseAfterItWroteDeletesNoFiles() {
        lake.upload(log(1), play("one", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(log(1)));
        lake.upload(log(2), play("two", 2, "free", "x"));
        // songplays and time of the second day, and the users
        afterUploads(3, () -> {
            lake.upload(log(1), play("one", 1, "paid", "x"));
            takeOver();
        });
        assertThatThrownBy(lake::run).isInstanceOf(LeaseHeldException.class);
        assertThat(lake.bucket.list(SONGPLAYS)).hasSize(2);
        theFilesAreThoseOfTheTable();
    }

    /** The rows of the day are gone before its files are. */
    @Test
    void theFilesOfAnEmptiedDayAreDeletedEvenIfTheRunDiedBeforeThat() {
        lake.upload(log(1), play("one", 1, "free", "x"));
        lake.upload(log(2), play("two", 2, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(log(1)));
        lake.bucket.refuse("two");
        assertThatThrownBy(lake::run).hasMessageContaining("refused what contains 'two'");
        lake.bucket.refuse(null);
        assertThat(lake.bucket.list(SONGPLAYS)).hasSize(2);
        assertThat(lake.run()).isTrue();
        assertThat(lake.bucket.list(SONGPLAYS)).hasSize(1);
        assertThat(lake.bucket.list("json/time/")).hasSize(1);
        assertThat(lake.rows("select row_count from sparkify_internal.cell_counts where table_name = 'songplays_days'"))
                .containsExactly("1");
    }

    private static String plays(String level) {
        return IntStream.rangeClosed(1, 2 * PORTION)
                .mapToObj(number -> play("user" + number, 1, level, "x"))
                .collect(Collectors.joining());
    }

    private void afterUploads(int count, Runnable action) {
        AtomicInteger uploads = new AtomicInteger();
        lake.bucket.afterUpload(key -> {
            int number = uploads.incrementAndGet();
            if (number == count) {
                action.run();
            } else if (number > count) {
                laterFiles.add(lake.bucket.text(key));
            }
        });
    }

    private void takeOver(String... arguments) {
        lake.lastRun.lease().giveUp("it could not be renewed");
        lake.bucket.delete(List.of(LEASE));
        assertThat(lake.runBeside(arguments).end()).isEqualTo(RunEnd.DONE);
    }

    private void theFilesAreThoseOfTheTable() {
        List<String> published = lake.bucket.list(SONGPLAYS).stream()
                .map(StoredObject::key)
                .flatMap(key -> lake.bucket.text(key).lines())
                .map(line -> line.replaceAll(".*\"user_id\":\"(\\w+)\".*\"level\":\"(\\w+)\".*", "$1$2"))
                .sorted()
                .toList();
        assertThat(lake.rows("select user_id, level from sparkify.songplays"))
                .containsExactlyInAnyOrderElementsOf(published);
    }
}
