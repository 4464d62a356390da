package com.sparkify.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the job works. A number that is not set is not passed on: then the job's own default holds.
 *
 * @param numbers those that are set, by the name of the setting
 */
record JobSettings(String onError, String publish, Map<String, Integer> numbers) {
    /** Settings of the job, each with the launcher's variable and the values it takes. */
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
    /** What the last batch of a run gets at least, and closing the run. */
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

    /** How long a run needs at least: less would cut it short. */
    int leastExecutionMinutes() {
        return takeWorkMinutes() + MINUTES_TO_FINISH;
    }

    /** How long a manifest may be pending though everything goes well: until its rows are published. */
    int publishMinutes() {
        return publish.equals("none") ? 0 : numbers.getOrDefault("publishMinutes", DEFAULT_PUBLISH_MINUTES);
    }

    int takeWorkMinutes() {
        return numbers.getOrDefault("takeWorkMinutes", DEFAULT_TAKE_WORK_MINUTES);
    }

    /** What the launcher is told of it. */
    Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("ON_ERROR", onError);
        variables.put("PUBLISH", publish);
        numbers.forEach((name, value) -> variables.put(NUMBERS.get(name).name(), String.valueOf(value)));
        return variables;
    }
}
