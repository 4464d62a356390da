package com.sparkify.enumeration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An exhaustive search of the protocol of launching, closing, leasing and recovering within bounds: no order of steps
 * and faults breaks a property, and without any one guard a property breaks.
 */
class EnumerationTest {

    @ParameterizedTest
    @EnumSource
    void noOrderOfStepsBreaksAProperty(Setting setting) {
        isSound(setting.scenario, setting.bounds, setting.name());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("thorough")
    void noOrderOfMoreStepsBreaksAProperty(LargerSetting setting) {
        isSound(setting.scenario, setting.bounds, setting.name());
    }

    @ParameterizedTest
    @EnumSource
    void withoutAGuardAPropertyBreaks(Guard lifted) {
        Scenario.Result result = lifted.scenario.get().search(lifted.bounds, lifted);
        Search.Counterexample found =
                result.counterexample().orElseGet(() -> fail("%s is lifted, and nothing breaks", lifted));
        String trace = String.join(System.lineSeparator() + "  ", found.trace());
        System.out.printf("without %s: %s%n  %s%n", lifted, Wording.legible(found.property()), trace);
        assertThat(found.property()).startsWith(lifted.property);
    }

    private static void isSound(Supplier<Scenario> scenario, Bounds bounds, String name) {
        Scenario.Result result = scenario.get().search(bounds, null);
        System.out.printf(
                "%s (%s): %d states, %d steps, %d ends, %.1f seconds%n",
                name,
                bounds,
                result.states(),
                result.transitions(),
                result.ends(),
                result.took().toMillis() / 1e3);
        Optional<Search.Counterexample> found = result.counterexample();
        found.ifPresent(one ->
                fail("%s%n  %s", one.property(), String.join(System.lineSeparator() + "  ", one.trace())));
        assertThat(result.ends()).isPositive();
    }
}
