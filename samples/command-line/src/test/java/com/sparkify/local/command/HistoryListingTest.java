package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryListingTest {

    @Test
    void anObjectIsRefusedWhereTheColumnSaysRejected() {
        assertThat(HistoryListing.line(row("rejected")))
                .isEqualTo("2018-11-12T10:15:30Z refused, run r1: Not in gzip format");
        assertThat(HistoryListing.line(row("loaded"))).startsWith("2018-11-12T10:15:30Z loaded, run r1");
    }

    private static Map<String, JsonNode> row(String status) {
        return Map.of(
                "read_at", new TextNode("2018-11-12T10:15:30.123Z"),
                "status", new TextNode(status),
                "run_id", new TextNode("r1"),
                "reason", new TextNode("Not in gzip format"));
    }
}
