package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sparkify.etl.run.ModelSteps.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The law for the protocol alone, in a model: whatever the order of puts, announcements, retractions and kills, the
 * tables and the published files end up as the newest acceptable version of each announced object defines them, and the
 * consistent set never names a partial batch.
 */
class PlanningLawTest {
    private static final int SCHEDULES = Integer.getInteger("planning.schedules", 10_000);
    private static final long FIRST_SEED = Long.getLong("planning.seed", 1);
    /** Fewer schedules need not cover every hard case. */
    private static final int ENOUGH = 5_000;
    /** Maximum number of schedules after which the absence of a guard must be detected. */
    private static final int FOUND_WITHIN = 5_000;

    private static final List<String> HARD_CASES = List.of(
            "a batch undone and its recovery killed",
            "a batch was cut short, and then its object was gone",
            "a booked batch was ended by the next run",
            "a correction moved a play to another minute",
            "a day grew over the limit",
            "a day shrank under the limit",
            "a dimension grew over the limit",
            "a dimension shrank under the limit",
            "a forced load was done by an earlier run",
            "a listing took several portions",
            "a listing was overtaken by a retraction",
            "a play stopped matching",
            "a play was repaired by a late song",
            "a prefix was asked for",
            "a retraction was done by an earlier run",
            "a song of two objects got another winner and key",
            "a user's last play went and no other is left",
            "a user's last play went and the next is further back",
            "asked to end",
            "back to an earlier version",
            "changed while it was read",
            "copies of a play in two objects",
            "conflict after booked",
            "denied",
            "died after publish: put",
            "died after publish: removal",
            "died after manifest removed",
            "failed after booked",
            "failed and undone",
            "forced",
            "killed: a batch",
            "killed: an undo",
            "killed: between booking and publishing",
            "killed: publishing",
            "killed: the end of a booked batch",
            "killed: the undo of a killed undo",
            "lease lost",
            "lingered",
            "not published",
            "others: joined files",
            "others: let the consistent set go",
            "published anew",
            "rebuilt",
            "retracted",
            "set aside",
            "skipped",
            "swept",
            "unreadable",
            "upkeep");

    @Test
    void everyScheduleEndsInTheTablesOfTheFinalState() {
        Counts counts = new Counts();
        ModelSteps.isTraced = SCHEDULES == 1;
        long began = System.nanoTime();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            try {
                new PlanningSchedule(seed, Set.of(), counts).play();
            } catch (AssertionError e) {
                fail("-Dplanning.seed=%d -Dplanning.schedules=1: %s".formatted(seed, e.getMessage()), e);
            }
        }
        ModelSteps.isTraced = false;
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("%d schedules from seed %d in %d ms: %s%n", SCHEDULES, FIRST_SEED, took.toMillis(), counts);
        if (SCHEDULES >= ENOUGH) {
            assertThat(HARD_CASES)
                    .allSatisfy(hard -> assertThat(counts)
                            .hasEntrySatisfying(hard, count -> assertThat(count).isGreaterThan(SCHEDULES / 1_000)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProtocolWithoutAGuardIsFoundOut(ModelGuard lifted) {
        for (long seed = 1; seed <= FOUND_WITHIN; seed++) {
            try {
                new PlanningSchedule(seed, Set.of(lifted), new Counts()).play();
            } catch (AssertionError e) {
                String found =
                        e.getMessage().substring(0, Math.min(100, e.getMessage().length()));
                System.out.printf("without %s: seed %d: %s%n", lifted, seed, found);
                return;
            }
        }
        fail("No schedule of %d noticed that %s was lifted", FOUND_WITHIN, lifted);
    }
}
