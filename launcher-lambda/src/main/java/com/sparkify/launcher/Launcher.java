package com.sparkify.launcher;

import com.sparkify.launcher.Event.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Handles an event: parses it, writes the manifest, and only then asks {@link JoinOrStart} for a run. */
final class Launcher {
    private final Envelopes envelopes;
    private final LakeStore lake;
    private final JoinOrStart runs;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Launcher(InputPrefixes inputs, LakeStore lake, JoinOrStart runs, Clock clock, Supplier<UUID> ids) {
        this.envelopes = new Envelopes(inputs);
        this.lake = lake;
        this.runs = runs;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Handles one invocation. Failures of single messages are in the outcome.
     *
     * @throws RefusedException if the event as a whole is not acceptable
     * @throws SdkException if a nudge or a dry run fails
     */
    Outcome handle(byte[] document, Deadline deadline) {
        Event event = envelopes.open(document);
        if (event instanceof Event.Nudge nudge) {
            return nudge(nudge.dryRun(), deadline);
        }
        Event.Messages heard = (Event.Messages) event;
        boolean dryRun = heard.messages().stream()
                .flatMap(message -> message.request().stream())
                .anyMatch(TypedRequest::dryRun);
        return dryRun ? tryOut(heard, deadline) : take(heard, deadline);
    }

    private Outcome take(Event.Messages heard, Deadline deadline) {
        Map<String, String> failures = new LinkedHashMap<>();
        for (Message message : heard.messages()) {
            if (!message.problems().isEmpty()) {
                failures.put(message.id(), String.join("; ", message.problems()));
            }
        }
        List<Draft> written = new ArrayList<>();
        for (Draft draft : Draft.of(heard, clock.instant(), ids)) {
            attempt(() -> written.add(write(draft, deadline)))
                    .ifPresent(reason -> draft.fail("The manifest could not be written: " + reason, failures));
        }
        Launch[] launch = {Launch.none()};
        if (!written.isEmpty()) {
            Optional<String> failure = attempt(() -> launch[0] = launch(heard, deadline));
            // The manifests stay: a retry announces the same objects again, and otherwise the nudge finds them.
            failure.ifPresent(reason ->
                    written.forEach(draft -> draft.fail("No run could be joined or started: " + reason, failures)));
        }
        return outcome(heard, written, launch[0], failures, false);
    }

    private Launch launch(Event.Messages heard, Deadline deadline) {
        boolean asked =
                heard.messages().stream().anyMatch(message -> message.request().isPresent());
        return asked ? runs.joinOrStart(deadline) : runs.joinOrStartUnlessFailing(deadline);
    }

    private Draft write(Draft draft, Deadline deadline) {
        Draft named = draft;
        while (!lake.write(named.manifest(), deadline)) {
            named = named.renamed(ids.get());
        }
        return named;
    }

    private Outcome tryOut(Event.Messages heard, Deadline deadline) {
        Launch launch = runs.joinable(deadline).map(Launch::joined).orElse(Launch.started(null));
        return outcome(heard, Draft.of(heard, clock.instant(), ids), launch, Map.of(), true);
    }

    private Outcome nudge(boolean dryRun, Deadline deadline) {
        Optional<Instant> oldest = lake.oldestPending(deadline);
        Launch launch = oldest.isPresent() ? runs.nudge(deadline, dryRun) : Launch.none();
        Duration age = oldest.map(written -> Duration.between(written, clock.instant()))
                .filter(waited -> !waited.isNegative())
                .orElse(Duration.ZERO);
        return new Outcome(Optional.empty(), List.of(), launch, 0, 0, 0, 0, Map.of(), Optional.of(age), dryRun);
    }

    private static Outcome outcome(
            Event.Messages heard, List<Draft> drafts, Launch launch, Map<String, String> failures, boolean dryRun) {
        Source source = heard.source();
        return new Outcome(
                Optional.of(source),
                drafts.stream().map(Draft::manifest).toList(),
                launch,
                heard.queued() ? heard.messages().size() - failures.size() : 0,
                drafts.stream().mapToInt(Draft::objects).sum(),
                drafts.stream().mapToLong(Draft::bytes).sum(),
                heard.messages().stream().mapToInt(Message::ignored).sum(),
                failures,
                Optional.empty(),
                dryRun);
    }

    private static Optional<String> attempt(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (SdkException | Deadline.OutOfTimeException e) {
            return Optional.of(Reasons.of(e));
        }
    }
}
