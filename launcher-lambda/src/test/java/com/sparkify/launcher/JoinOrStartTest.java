package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.emrserverless.model.EmrServerlessException;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.s3.model.S3Exception;

class JoinOrStartTest {
    private static final byte[] PUT = LauncherFixture.sample("sqs-s3-put.json");

    private final LauncherFixture bench = new LauncherFixture();

    @ParameterizedTest
    @EnumSource(names = {"SUBMITTED", "QUEUED", "PENDING", "SCHEDULED", "RUNNING"})
    void aLiveRunIsJoined(JobRunState state) {
        bench.emr.add("a", state, bench.clock.instant().minus(Duration.ofMinutes(59)));
        bench.handle(PUT);

        assertThat(bench.emr.starts).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCESS", "FAILED", "CANCELLING", "CANCELLED"})
    void aRunThatIsOverIsNotJoined(JobRunState state) {
        bench.emr.add("a", state, bench.clock.instant().minusSeconds(60));
        bench.handle(PUT);

        assertThat(bench.emr.starts).hasSize(1);
    }

    @Test
    void aRunOfAnHourIsNotJoined() {
        bench.emr.add("a", JobRunState.RUNNING, bench.clock.instant().minus(Duration.ofHours(1)));
        bench.handle(PUT);

        assertThat(bench.emr.starts).hasSize(1);
    }

    @Test
    void aClosingRunIsNotJoinedButTheNextOneIs() {
        bench.emr.add("a", JobRunState.RUNNING, bench.clock.instant().minusSeconds(60));
        bench.emr.add("b", JobRunState.QUEUED, bench.clock.instant().minusSeconds(90));
        bench.s3.put("closing/a", new byte[0]);
        JsonNode answer = bench.handle(LauncherFixture.sample("s3-put.json"));

        assertThat(answer.path("launchId").textValue()).isEqualTo("b");
    }

    @Test
    void aForeignRunIsNotJoined() {
        bench.emr.addForeign("compaction", JobRunState.RUNNING);
        bench.handle(PUT);

        assertThat(bench.emr.starts).hasSize(1);
    }

    @Test
    void allPagesOfTheListAreRead() {
        bench.emr.pageSize = 2;
        for (int i = 0; i < 7; i++) {
            bench.emr.addForeign("compaction-" + i, JobRunState.RUNNING);
        }
        bench.emr.add("a", JobRunState.RUNNING, bench.clock.instant());
        bench.handle(PUT);

        assertThat(bench.emr.starts).isEmpty();
        assertThat(bench.emr.calls).hasSize(4);
    }

    @Test
    void theManifestIsWrittenBeforeARunIsLookedFor() {
        bench.emr.before = call -> assertThat(bench.manifests()).hasSize(1);
        bench.handle(PUT);

        assertThat(bench.s3.calls).containsExactly("PutObject");
        assertThat(bench.emr.calls).containsExactly("ListJobRuns", "StartJobRun");
    }

    @Test
    void aRunJustSeenAliveIsNotListedAgainButAskedWhetherItIsClosing() {
        bench.handle(PUT);
        bench.handle(PUT);
        bench.s3.put("closing/" + bench.emr.launchIds().get(0), new byte[0]);
        bench.handle(PUT);

        assertThat(bench.emr.calls).containsExactly("ListJobRuns", "StartJobRun", "ListJobRuns", "StartJobRun");
        assertThat(bench.emr.launchIds()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void aRunSeenAliveAWhileAgoIsListedAgain() {
        bench.handle(PUT);
        bench.clock.advance(JoinOrStart.SEEN_ALIVE);
        bench.emr.set(bench.emr.launchIds().get(0), JobRunState.FAILED);
        bench.handle(PUT);

        assertThat(bench.emr.starts).hasSize(2);
    }

    @Test
    void throttlingSendsTheMessagesBackAndTheManifestStays() {
        bench.emr.before = call -> {
            throw FakeEmr.throttled();
        };
        JsonNode answer = bench.handle(PUT);

        assertThat(answer.findValuesAsText("itemIdentifier")).hasSize(1);
        assertThat(bench.manifests()).hasSize(1);
        assertThat(bench.log.get(0)).contains("No run could be joined or started: throttled: Rate exceeded");
        assertThat(bench.log.get(1))
                .contains("\"Failures\":1", "\"MessagesTaken\":0")
                .contains("\"outcome\":\"failed\"");
    }

    @Test
    void messagesThatDoNotComeAgainAreCountedAsTaken() {
        JsonNode answer = bench.handle(LauncherFixture.sample("sqs-mixed.json"));

        int sent = LauncherFixture.json(LauncherFixture.sample("sqs-mixed.json"))
                .path("Records")
                .size();
        int failed = answer.findValuesAsText("itemIdentifier").size();
        assertThat(failed).isPositive();
        assertThat(bench.log.get(bench.log.size() - 1)).contains("\"MessagesTaken\":" + (sent - failed));
    }

    @Test
    void anUnwrittenManifestFailsItsMessagesAndStartsNothing() {
        bench.s3.before = call -> {
            throw SdkClientException.create("Connection reset");
        };
        JsonNode answer = bench.handle(PUT);

        assertThat(answer.findValuesAsText("itemIdentifier")).hasSize(1);
        assertThat(bench.emr.calls).isEmpty();
    }

    @Test
    void aTakenNameIsNotTakenForOurs() {
        bench.s3.before = call -> {
            if (bench.s3.calls.size() == 1) {
                throw S3Exception.builder().statusCode(412).build();
            }
        };
        bench.handle(PUT);

        assertThat(bench.manifests()).hasSize(1);
        assertThat(bench.s3.calls).containsExactly("PutObject", "PutObject");
    }

    @Test
    void missingPermissionToLookForTheClosingMarkIsAFailureAndNamed() {
        bench.emr.add("a", JobRunState.RUNNING, bench.clock.instant());
        bench.s3.before = call -> {
            if (call.equals("HeadObject")) {
                throw S3Exception.builder().statusCode(403).message("Forbidden").build();
            }
        };

        assertThatThrownBy(() -> bench.handle(LauncherFixture.sample("s3-put.json")))
                .isInstanceOf(LauncherHandler.LaunchFailedException.class)
                .hasMessageContaining("access denied (the role needs s3:PutObject and s3:ListBucket on the lake");
        assertThat(bench.emr.starts).isEmpty();
    }

    @Test
    void nothingPendingNudgesNothing() {
        JsonNode answer = bench.handle(LauncherFixture.sample("nudge.json"));

        assertThat(answer.path("outcome").textValue()).isEqualTo("none");
        assertThat(bench.emr.calls).isEmpty();
        assertThat(bench.log).singleElement().asString().contains("\"OldestPendingAgeSeconds\":0");
    }

    @Test
    void somethingPendingAndNoRunStartsOneAndTellsItsAge() {
        bench.s3.put("pending/", new byte[0]);
        bench.s3.put("pending/20181112T101530120Z-a.json", new byte[0]);
        bench.clock.advance(Duration.ofMinutes(7));
        JsonNode answer = bench.handle(LauncherFixture.sample("nudge.json"));

        assertThat(answer.path("outcome").textValue()).isEqualTo("started");
        assertThat(answer.path("oldestPendingAgeSeconds").intValue()).isEqualTo(420);
        assertThat(bench.log).singleElement().asString().contains("\"OldestPendingAgeSeconds\":420");
    }

    @Test
    void somethingPendingAndARunThatTakesItNeedsNoNudge() {
        bench.s3.put("pending/20181112T101530120Z-a.json", new byte[0]);
        bench.emr.add("a", JobRunState.QUEUED, bench.clock.instant());
        JsonNode answer = bench.handle(LauncherFixture.sample("nudge.json"));

        assertThat(answer.path("outcome").textValue()).isEqualTo("joined");
    }

    @Test
    void nudgesGrowRarerWhileRunsFailAndPromptAgainAfterASuccess() {
        bench.s3.put("pending/20181112T101530120Z-a.json", new byte[0]);
        List<Long> minutes = new ArrayList<>();
        for (int minute = 0; minute < 600; minute++) {
            if (bench.handle(LauncherFixture.sample("nudge.json"))
                    .path("outcome")
                    .textValue()
                    .equals("started")) {
                minutes.add((long) minute);
                bench.emr.set(bench.emr.starts.get(bench.emr.starts.size() - 1).clientToken(), JobRunState.FAILED);
            }
            bench.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(minutes).startsWith(0L, 2L, 6L, 14L, 30L, 62L, 126L, 246L, 366L, 486L);

        bench.emr.add("good", JobRunState.SUCCESS, bench.clock.instant());
        assertThat(bench.handle(LauncherFixture.sample("nudge.json"))
                        .path("outcome")
                        .textValue())
                .isEqualTo("started");
    }

    @Test
    void afterThreeFailedRunsInARowEventsAreWrittenDownAndStartNone() {
        failedRuns(2);
        assertThat(outcomeOf("s3-put.json")).isEqualTo("started");
        bench.emr.set(bench.emr.launchIds().get(0), JobRunState.FAILED);
        bench.clock.advance(JoinOrStart.SEEN_ALIVE);
        bench.emr.calls.clear();

        assertThat(outcomeOf("s3-put.json")).isEqualTo("backing-off");
        assertThat(bench.handle(PUT).findValuesAsText("itemIdentifier")).isEmpty();
        assertThat(bench.emr.starts).hasSize(1);
        assertThat(bench.manifests()).hasSize(3);
        assertThat(bench.emr.calls).as("asked once in five seconds").containsExactly("ListJobRuns", "ListJobRuns");
    }

    @Test
    void aRequestStartsARunWhateverHappenedBefore() {
        failedRuns(5);

        assertThat(outcomeOf("request-sweep.json")).isEqualTo("started");
    }

    @Test
    void eventsJoinTheRunThatANudgeStartsAndStartRunsAgainAfterASuccess() {
        failedRuns(5);
        bench.emr.add("nudged", JobRunState.RUNNING, bench.clock.instant());
        assertThat(outcomeOf("s3-put.json")).isEqualTo("joined");

        bench.emr.set("nudged", JobRunState.SUCCESS);
        bench.clock.advance(JoinOrStart.SEEN_ALIVE);
        assertThat(outcomeOf("s3-put.json")).isEqualTo("started");
    }

    @Test
    void failuresBeforeASuccessAndThoseOfYesterdayHoldNoEventBack() {
        failedRuns(3);
        bench.emr.add("good", JobRunState.SUCCESS, bench.clock.instant().minusSeconds(30));
        assertThat(outcomeOf("s3-put.json")).isEqualTo("started");

        LauncherFixture other = new LauncherFixture();
        for (int i = 0; i < 3; i++) {
            other.emr.add("old-" + i, JobRunState.FAILED, other.clock.instant().minus(BackOff.LOOK_BACK));
        }
        other.handle(PUT);
        assertThat(other.emr.starts).hasSize(1);
        assertThat(other.emr.calls).containsExactly("ListJobRuns", "StartJobRun");
    }

    /** The last a minute ago, each an hour before the next. */
    private void failedRuns(int count) {
        for (int i = 0; i < count; i++) {
            bench.emr.add(
                    "failed-" + i,
                    JobRunState.FAILED,
                    bench.clock.instant().minusSeconds(60).minus(Duration.ofHours(i)));
        }
    }

    private String outcomeOf(String sample) {
        return bench.handle(LauncherFixture.sample(sample)).path("outcome").textValue();
    }

    @Test
    void aDryNudgeStartsNothing() {
        bench.s3.put("pending/20181112T101530120Z-a.json", new byte[0]);
        JsonNode answer = bench.handle("{\"nudge\": {}, \"dryRun\": true}");

        assertThat(answer.path("outcome").textValue()).isEqualTo("started");
        assertThat(bench.emr.starts).isEmpty();
    }

    @Test
    void aNudgeThatCannotAskIsAnError() {
        bench.s3.put("pending/20181112T101530120Z-a.json", new byte[0]);
        bench.emr.before = call -> {
            throw FakeEmr.throttled();
        };

        assertThatThrownBy(() -> bench.handle(LauncherFixture.sample("nudge.json")))
                .isInstanceOf(EmrServerlessException.class);
        assertThat(bench.log).singleElement().asString().contains("throttled: Rate exceeded");
    }
}
