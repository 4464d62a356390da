package com.sparkify.local.report;

import static com.sparkify.local.report.QueryRows.counted;
import static com.sparkify.local.report.QueryRows.number;
import static com.sparkify.local.report.QueryRows.percent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of the page, and the rule by which each sentence is computed from the rows. */
final class Questions {
    /** The limit of its query. */
    private static final int DRIFT_LISTED = 50;

    static final List<Question> OF_ANALYSTS = List.of(
            Question.plotted(
                    "active_users_by_day",
                    "Active users by day",
                    Plot.line("day", "users"),
                    answer -> "%s had the most active users, %s."
                            .formatted(best(answer, "users", "day"), best(answer, "users", "users"))),
            Question.plotted(
                    "active_users_by_week",
                    "Active users by week",
                    Plot.panels("iso_week", "users", "plays_per_user"),
                    Questions::weeks),
            Question.plotted(
                    "plays_by_weekday_and_hour",
                    "Plays by hour and weekday (UTC)",
                    Plot.heat("hour", "weekday", "plays"),
                    answer -> "The busiest hour of the week begins on %s at %s:00, with %s of %s plays."
                            .formatted(
                                    DayOfWeek.of(answer.greatest("plays")
                                                    .orElseThrow()
                                                    .get("weekday")
                                                    .asInt())
                                            .getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                                    best(answer, "plays", "hour"),
                                    best(answer, "plays", "plays"),
                                    number(answer.sum("plays")))),
            Question.plotted(
                    "plays_by_hour_and_level",
                    "Free and paid, by hour (UTC)",
                    Plot.stacked("hour", "free", "paid"),
                    answer -> "Paying users made %s of the plays (%s of %s)."
                            .formatted(
                                    percent(answer.sum("paid"), answer.sum("paid") + answer.sum("free")),
                                    number(answer.sum("paid")),
                                    number(answer.sum("paid") + answer.sum("free")))),
            Question.listed(
                    "level_changes",
                    "Who up- or downgraded, and when",
                    answer -> "%s and %s; the last was user %s, to %s."
                            .formatted(
                                    counted(answer.count("to_level", "paid"), "upgrade"),
                                    counted(answer.count("to_level", "free"), "downgrade"),
                                    text(answer.last(), "user_id"),
                                    text(answer.last(), "to_level")),
                    "Nobody up- or downgraded."),
            Question.plotted(
                    "retention_by_cohort",
                    "Retention by cohort, in percent",
                    Plot.heat("weeks_later", "cohort", "percent"),
                    Questions::retention),
            Question.plotted(
                    "top_songs",
                    "Top songs",
                    Plot.ranking("title", "plays"),
                    answer -> "“%s” leads with %s; plotted: %s with %s."
                            .formatted(
                                    text(answer.first(), "title"),
                                    counted(answer.first().get("plays").asLong(), "play"),
                                    counted(answer.rows().size(), "song"),
                                    counted(answer.sum("plays"), "play"))),
            Question.plotted(
                    "top_artists",
                    "Top artists",
                    Plot.ranking("name", "plays"),
                    answer -> "%s leads with %s plays by %s listeners."
                            .formatted(
                                    text(answer.first(), "name"),
                                    text(answer.first(), "plays"),
                                    text(answer.first(), "listeners"))),
            Question.plotted(
                    "plays_by_location",
                    "Where people listen",
                    Plot.ranking("location", "plays"),
                    answer -> "%s comes first, with %s plays by %s users, %s %% of them paid."
                            .formatted(
                                    text(answer.first(), "location"),
                                    text(answer.first(), "plays"),
                                    text(answer.first(), "users"),
                                    text(answer.first(), "percent_paid"))),
            Question.plotted(
                    "plays_by_device",
                    "What people listen on",
                    Plot.ranking("device", "plays"),
                    answer -> "%s comes first, with %s of the plays."
                            .formatted(
                                    text(answer.first(), "device"),
                                    percent(answer.first().get("plays").asLong(), answer.sum("plays")))));

    static final List<Question> OF_THE_LAKE = List.of(
            Question.plotted(
                    "rows_by_day",
                    "Files and rows by day",
                    Plot.stacked("log_partition", "plays", "not_plays", "rejected", "erased"),
                    Questions::conservation),
            Question.plotted(
                    "unmatched_by_day",
                    "Plays that found their song",
                    Plot.line("day", "percent"),
                    answer -> "%s of %s plays found their song in the catalogue (%s)."
                            .formatted(
                                    number(answer.sum("matched")),
                                    number(answer.sum("plays")),
                                    percent(answer.sum("matched"), answer.sum("plays")))),
            Question.listed(
                    "not_loaded",
                    "Files that are not in the tables",
                    answer -> "%s could not be loaded; the newest is %s."
                            .formatted(counted(answer.rows().size(), "file"), text(answer.first(), "object_key")),
                    "Every file that was announced is in the tables."),
            Question.listed(
                    "objects_with_rejected_rows",
                    "Rejected rows",
                    answer -> "Rejected: %s of %s; most of them, %s, in %s."
                            .formatted(
                                    counted(answer.sum("rows"), "row"),
                                    counted(answer.rows().size(), "file"),
                                    text(answer.first(), "rows"),
                                    text(answer.first(), "object_key")),
                    "No row was rejected."),
            Question.listed("drift", "Drift", Questions::drift, "The fields of every file are as the contract says."),
            Question.plotted("runs", "Runs and their cost", Plot.ranking("began", "seconds"), RunCost::sentence));

    private Questions() {}

    private static String weeks(QueryRows answer) {
        String cut = answer.rows().stream()
                .filter(row -> row.get("days").asInt() < DayOfWeek.values().length)
                .map(row -> text(row, "iso_week") + " (" + text(row, "days") + ")")
                .collect(Collectors.joining(", "));
        return "%s had the most active users, %s, with %s plays each.%s"
                .formatted(
                        best(answer, "users", "iso_week"),
                        best(answer, "users", "users"),
                        best(answer, "users", "plays_per_user"),
                        cut.isEmpty() ? "" : " Weeks with plays on fewer than seven days: " + cut + ".");
    }

    private static String retention(QueryRows answer) {
        long started = answer.rows().stream()
                .filter(row -> row.get("weeks_later").asInt() == 0)
                .mapToLong(row -> row.get("users").asLong())
                .sum();
        long came = answer.rows().stream()
                .filter(row -> row.get("weeks_later").asInt() == 1)
                .mapToLong(row -> row.get("users").asLong())
                .sum();
        return "Of %s users, %s (%s) listened again the week after their first."
                .formatted(number(started), number(came), percent(came, started));
    }

    private static String drift(QueryRows answer) {
        return "%s fields that differ from the contract: %s unknown, %s missing, %s of another type."
                .formatted(
                        answer.rows().size() < DRIFT_LISTED
                                ? counted(answer.rows().size(), "file")
                                        + (answer.rows().size() == 1 ? " has" : " have")
                                : "The last %d files read of those that drifted have".formatted(DRIFT_LISTED),
                        number(answer.sum("unknown")),
                        number(answer.sum("missing")),
                        number(answer.sum("other_type")));
    }

    private static String conservation(QueryRows answer) {
        long read = answer.sum("rows");
        long told = answer.sum("plays") + answer.sum("not_plays") + answer.sum("rejected") + answer.sum("erased");
        return "Read: %s of %s %s %s plays + %s not plays + %s rejected + %s erased%s."
                .formatted(
                        counted(read, "row"),
                        counted(answer.sum("files"), "log file"),
                        read == told ? "=" : "≠",
                        number(answer.sum("plays")),
                        number(answer.sum("not_plays")),
                        number(answer.sum("rejected")),
                        number(answer.sum("erased")),
                        read == told ? "" : ": " + number(Math.abs(read - told)) + " rows are not accounted for");
    }

    private static String best(QueryRows answer, String by, String column) {
        return text(answer.greatest(by).orElseThrow(), column);
    }

    private static String text(Map<String, JsonNode> row, String column) {
        JsonNode value = row.get(column);
        return value.isIntegralNumber() ? number(value.asLong()) : value.isNull() ? "unknown" : value.asText();
    }
}
