package com.sparkify.local.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Formats a status for users, one line for each question. */
public record StatusText(StackStatus status, Optional<String> newest, List<Day> days, Instant now) {

    private static final String LINE = "%-18s %s";

    public StatusText {
        days = List.copyOf(days);
    }

    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(LINE.formatted("queued", queued()));
        lines.add(LINE.formatted("pending", pending()));
        lines.add(LINE.formatted("running", running()));
        lines.add(LINE.formatted("last good run", lastGoodRun()));
        lines.add(LINE.formatted("newest announced", announced()));
        lines.add(LINE.formatted("newest loaded", loaded()));
        lines.add("");
        if (days.isEmpty()) {
            lines.add("Nothing was read in the last seven days.");
        } else {
            lines.add("day         refused objects    rows read   rejected rows  fields that drifted");
            days.forEach(day -> lines.add(line(day)));
        }
        return lines;
    }

    private String queued() {
        Queued queued = status.queued();
        String dead = queued.deadLetters() == 0 ? "" : ", %,d dead letters".formatted(queued.deadLetters());
        if (!status.isUp()) {
            return "nothing: no stand-ins are up; ./sparkify up starts them";
        }
        return queued.isEmpty()
                ? "nothing" + dead
                : "%,d events wait, the launcher has %,d%s".formatted(queued.waiting(), queued.taken(), dead);
    }

    private String pending() {
        PendingManifests pending = status.pending();
        if (pending.manifests() == 0) {
            return "nothing";
        }
        return "%s%,d %s%s"
                .formatted(
                        pending.isMore() ? "more than " : "",
                        pending.manifests(),
                        pending.manifests() == 1 ? "manifest" : "manifests",
                        pending.oldest()
                                .map(oldest -> ", the oldest is " + age(oldest) + " old")
                                .orElse(""));
    }

    private String running() {
        List<Runs.Active> active = status.runs().active();
        return active.isEmpty()
                ? "nothing"
                : active.stream()
                        .map(run -> "%s %s for %s".formatted(run.name(), run.state(), age(run.since())))
                        .collect(Collectors.joining("; "));
    }

    /** A run may linger for minutes, so what it has loaded meanwhile is told beside the end of the last run. */
    private String lastGoodRun() {
        String last = status.runs().lastSuccess().map(this::ago).orElse("none in the last week");
        return status.current()
                .map(CurrentSet::writtenAt)
                .filter(written -> status.runs().active().stream()
                        .anyMatch(run -> run.since().isBefore(written)))
                .map(written -> "%s; the running one loaded a batch %s ago".formatted(last, age(written)))
                .orElse(last);
    }

    private String announced() {
        if (status.pending().manifests() == 0) {
            return status.queued().isEmpty() ? "all of it is loaded" : "is on its way to the launcher";
        }
        return status.pending().newest().map(this::ago).orElse("unknown") + ", and is not loaded yet";
    }

    private String loaded() {
        Optional<String> batch =
                status.current().map(set -> "batch %s, %s".formatted(set.batch(), ago(set.writtenAt())));
        return newest.map(object -> object + batch.map(text -> "; " + text).orElse(""))
                .or(() -> batch)
                .orElse("nothing yet");
    }

    private static String line(Day day) {
        String drift = day.drift().entrySet().stream()
                .filter(kind -> kind.getValue() > 0)
                .map((Map.Entry<String, Long> kind) -> "%,d %s".formatted(kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", "));
        String none = day.drift().isEmpty() ? "not counted" : "none";
        return "%s  %,15d %,12d %,8d (%s)  %s"
                .formatted(
                        day.date(),
                        day.refused(),
                        day.rowsRead(),
                        day.rejected(),
                        percent(day),
                        drift.isEmpty() ? none : drift);
    }

    /** Some rejected rows among many must not look like none. */
    private static String percent(Day day) {
        double percent = day.rowsRead() == 0 ? 0 : 100.0 * day.rejected() / day.rowsRead();
        return percent > 0 && percent < 0.05 ? "<0.1%" : "%4.1f%%".formatted(percent);
    }

    private String ago(Instant time) {
        return "%s, %s ago".formatted(time.truncatedTo(ChronoUnit.SECONDS), age(time));
    }

    private String age(Instant since) {
        Duration age = Duration.between(since, now);
        if (age.toDays() > 1) {
            return age.toDays() + " days";
        }
        if (age.toMinutes() >= 120) {
            return age.toHours() + " hours";
        }
        return age.toSeconds() >= 120 ? age.toMinutes() + " minutes" : Math.max(0, age.toSeconds()) + " seconds";
    }
}
