package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0.0,0",
        "1.0,1",
        "1e3,1000",
        "1200e-2,12",
        "0e999999999999999999,0",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775808,-9223372036854775808",
        "922337203685477580700e-2,9223372036854775807"
    })
    void integralNumbersAreIntegers(String text, long value) {
        assertThat(Decimal.of(text).integer()).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e-1", "9223372036854775808", "-9223372036854775809", "1e999999999999", "1e-99999"})
    void othersAreNot(String text) {
        assertThat(Decimal.of(text).integer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "182.85669,18285669",
        "182.856690,18285669",
        "1.000005,100001",
        "1.0000049999,100000",
        "-1.000005,-100001",
        "0.000005,1",
        "0.0000049,0",
        "-0.000001,0",
        "5e-6,1",
        "5e-7,0",
        "2.5e2,25000000",
        "1e-999999999999,0",
        "0.0,0"
    })
    void lengthsAreRoundedHalfUpByTheirText(String text, String units) {
        assertThat(Decimal.of(text).hundredThousandths()).isEqualTo(units);
    }

    @Test
    void agreesWithBigDecimal() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            String text = java.math.BigDecimal.valueOf(random.nextLong(), random.nextInt(-5, 25))
                    .toString();
            assertThat(Decimal.of(text).hundredThousandths())
                    .as(text)
                    .isEqualTo(new java.math.BigDecimal(text)
                            .setScale(5, java.math.RoundingMode.HALF_UP)
                            .unscaledValue()
                            .toString());
        }
    }
}
