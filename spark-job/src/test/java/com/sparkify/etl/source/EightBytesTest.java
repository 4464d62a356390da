package com.sparkify.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EightBytesTest {
    private static final int LONGEST = 20;

    @Test
    void aByteOtherThanAsciiIsFoundAtEachPosition() {
        for (int length = 0; length <= LONGEST; length++) {
            byte[] bytes = new byte[LONGEST + 1]; // the one after the end must not count
            for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
                for (int at = 0; at < length; at++) {
                    Arrays.fill(bytes, 0, length, (byte) (value % 2 == 0 ? 1 : 127));
                    bytes[at] = (byte) value;
                    assertThat(EightBytes.areAsciiWithoutNul(bytes, length))
                            .as("%d at %d of %d", value, at, length)
                            .isEqualTo(value > 0);
                }
            }
        }
        assertThat(EightBytes.areAsciiWithoutNul(new byte[1], 0)).isTrue();
    }

    @Test
    void theFirstOfSeveralIsFoundBetweenStartAndEnd() {
        byte[] bytes = new byte[LONGEST];
        for (int start = 0; start < LONGEST; start++) {
            for (int at = 0; at < LONGEST; at++) {
                Arrays.fill(bytes, (byte) 0x8A); // as a newline, but for the high bit
                Arrays.fill(bytes, at, LONGEST, (byte) '\n');
                for (int end = start; end <= LONGEST; end++) {
                    int first = Math.max(start, at);
                    assertThat(EightBytes.indexOf((byte) '\n', bytes, start, end))
                            .as("from %d to %d, first at %d", start, end, at)
                            .isEqualTo(first < end ? first : -1);
                }
            }
        }
    }
}
