package com.sparkify.etl.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InputLayoutTest {
    @Test
    void prefixesMustNotContainEachOther() {
        assertThatThrownBy(() -> new InputLayout("logs", "data/", "data/songs/"))
                .hasMessage("Log prefix and song prefix must not contain each other: 'data/', 'data/songs/'");
    }
}
