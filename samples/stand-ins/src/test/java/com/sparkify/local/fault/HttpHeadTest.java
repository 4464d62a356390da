package com.sparkify.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpHeadTest {
    private static final String REQUEST =
            "PUT /lakes/a?x-id=expect:1 HTTP/1.1\r\nX-Expect: no\r\nExpect: 100-continue\r\nContent-Length:  5 \r\n\r\n";

    private final HttpHead head = new HttpHead(REQUEST);

    @Test
    void headersByNameInAnyCase() {
        assertThat(head.header("expect")).isEqualTo("100-continue");
        assertThat(head.header("CONTENT-LENGTH")).isEqualTo("5");
        assertThat(head.header("content")).isNull();
        assertThat(head.header("host")).isNull();
    }

    @Test
    void onlyTheNamedHeaderGoes() {
        assertThat(head.without("expect").text()).isEqualTo(REQUEST.replace("Expect: 100-continue\r\n", ""));
        assertThat(head.without("content-length").text()).isEqualTo(REQUEST.replace("Content-Length:  5 \r\n", ""));
        assertThat(head.without("host")).isEqualTo(head);
    }

    @Test
    void allOfANameGo() {
        HttpHead twice = new HttpHead(REQUEST.replace("\nExpect:", "\nEXPECT: 1\r\nExpect:"));
        assertThat(twice.without("expect")).isEqualTo(head.without("expect"));
    }

    @Test
    void wordsOfTheFirstLine() {
        assertThat(head.word(0)).isEqualTo("PUT");
        assertThat(head.word(1)).isEqualTo("/lakes/a?x-id=expect:1");
    }
}
