package com.sparkify.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of the job. A number that is not set is not passed on, so that the job's default applies.
 *
 * @param numbers the numbers that are set, by setting
 */
record JobSettings(String onError, String publish, Map<String, Integer> numbers) {
    /** The job's numeric settings, each with the launcher's variable and the accepted range. */
    static final Map<String, Variable> NUMBERS = new TreeMap<>(Map.of(
            "batchMib", new Variable("BATCH_MIB", 1, 1_048_576),
            "batchObjects", new Variable("BATCH_OBJECTS", 1, 1_000_000),
            "takeWorkMinutes", new Variable("TAKE_WORK_MINUTES", 0, 55),
            "lingerSeconds", new Variable("LINGER_SECONDS", 0, 3_300),
            "leaseSeconds", new Variable("LEASE_SECONDS", 3, 600),
            "publishRows", new Variable("PUBLISH_ROWS", 1, 10_000_000),
            "publishMinutes", new Variable("PUBLISH_MINUTES", 0, 1_440)));

    private static final int DEFAULT_TAKE_WORK_MINUTES = 45;
    private static final int DEFAULT_PUBLISH_MINUTES = 5;
    /** Minimum time for a run's last batch and its closing. */
    private static final int MINUTES_TO_FINISH = 15;

    JobSettings {
        numbers = Map.copyOf(numbers);
    }

    record Variable(String name, int least, int most) {}

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        DeploymentSettings.matches(
                problems, "onError", onError, "continue|skip-file|abort", "continue, skip-file or abort");
        DeploymentSettings.matches(problems, "publish", publish, "json|none", "json or none");
        new TreeMap<>(numbers)
                .forEach((name, value) -> DeploymentSettings.between(
                        problems,
                        name,
                        value,
                        NUMBERS.get(name).least(),
                        NUMBERS.get(name).most()));
        if (numbers.getOrDefault("lingerSeconds", 0) > 60 * takeWorkMinutes()) {
            problems.add("lingerSeconds must not exceed takeWorkMinutes, %d: %d"
                    .formatted(takeWorkMinutes(), numbers.get("lingerSeconds")));
        }
        if (publish.equals("none")) {
            List.of("publishMinutes", "publishRows").stream()
                    .filter(numbers::containsKey)
                    .forEach(name -> problems.add(
                            "%s must not be set where publish is none: %d".formatted(name, numbers.get(name))));
        }
        return problems;
    }

    /** Returns the minimum duration of a run; a lower limit would cut it short. */
    int leastExecutionMinutes() {
        return takeWorkMinutes() + MINUTES_TO_FINISH;
    }

    /** Returns how long a manifest may be pending in normal operation: until its rows are published. */
    int publishMinutes() {
        return publish.equals("none") ? 0 : numbers.getOrDefault("publishMinutes", DEFAULT_PUBLISH_MINUTES);
    }

    int takeWorkMinutes() {
        return numbers.getOrDefault("takeWorkMinutes", DEFAULT_TAKE_WORK_MINUTES);
    }

    /** Returns the launcher's variables for these settings. */
    Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("ON_ERROR", onError);
        variables.put("PUBLISH", publish);
        numbers.forEach((name, value) -> variables.put(NUMBERS.get(name).name(), String.valueOf(value)));
        return variables;
    }
}
