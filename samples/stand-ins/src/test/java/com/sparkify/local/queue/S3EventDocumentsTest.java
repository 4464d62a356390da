package com.sparkify.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.s3.CreatedObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class S3EventDocumentsTest {

    private final S3EventDocuments events =
            new S3EventDocuments(Clock.fixed(Instant.parse("2018-11-12T10:15:30.123Z"), ZoneOffset.UTC), "us-east-1");

    @Test
    void aKeyIsFormEncoded() throws IOException {
        var record = record("log_data/2018/a b+c%25é.json");

        assertThat(record.at("/s3/object/key").asText()).isEqualTo("log_data/2018/a+b%2Bc%2525%C3%A9.json");
    }

    @Test
    void aRecordHasWhatS3Sends() throws IOException {
        var record = record("log_data/a.json");

        assertThat(record.path("eventVersion").asText()).startsWith("2.");
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:s3");
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(record.path("eventTime").asText()).isEqualTo("2018-11-12T10:15:30.123Z");
        assertThat(record.at("/s3/bucket/name").asText()).isEqualTo("sparkify-logs");
        assertThat(record.at("/s3/object/size").asLong()).isEqualTo(12);
        assertThat(record.at("/s3/object/eTag").asText()).isEqualTo("abc");
    }

    @Test
    void laterEventsHaveGreaterSequencers() throws IOException {
        var first = record("log_data/a.json").at("/s3/object/sequencer").asText();
        var second = record("log_data/a.json").at("/s3/object/sequencer").asText();

        assertThat(second).isGreaterThan(first).hasSameSizeAs(first);
    }

    private JsonNode record(String key) throws IOException {
        var document = events.document(new CreatedObject("sparkify-logs", key, 12, "abc", "ObjectCreated:Put"));
        return new ObjectMapper().readTree(document).at("/Records/0");
    }
}
