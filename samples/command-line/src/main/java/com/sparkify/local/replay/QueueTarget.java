package com.sparkify.local.replay;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The queue that receives S3's events. */
record QueueTarget(SqsClient sqs, String url) implements Target {

    /** Uses the host of the URL as the endpoint, unless it belongs to Amazon. */
    static QueueTarget at(String url) {
        var uri = URI.create(url);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("--queue must be the URL of a queue: '" + url + "'");
        }
        var builder = SqsClient.builder().httpClient(UrlConnectionHttpClient.create());
        if (!uri.getHost().endsWith(".amazonaws.com") && !uri.getHost().endsWith(".amazonaws.com.cn")) {
            builder.endpointOverride(uri.resolve("/"));
        }
        return new QueueTarget(builder.build(), url);
    }

    @Override
    public void send(List<Announcement> announcements) {
        var entries = IntStream.range(0, announcements.size())
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(announcements.get(i).body())
                        .build())
                .toList();
        var failed = sqs.sendMessageBatch(send -> send.queueUrl(url).entries(entries))
                .failed();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("The queue refused " + failed.size() + " of " + announcements.size()
                    + " messages: " + failed.get(0).message());
        }
    }

    @Override
    public void close() {
        sqs.close();
    }
}
