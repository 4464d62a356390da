package com.sparkify.local.queue;

import com.sparkify.local.access.SigningKeys;
import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SQS API in memory (ElasticMQ), for any SQS client. */
public final class QueueServer implements AutoCloseable {

    private final SQSRestServer server;
    private final URI endpoint;

    private QueueServer(SQSRestServer server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    public static QueueServer start(SigningKeys keys) {
        SQSRestServer server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .withAWSRegion(keys.region())
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return new QueueServer(server, URI.create("http://127.0.0.1:" + port));
    }

    public URI endpoint() {
        return endpoint;
    }

    public SqsClient client(SigningKeys keys) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(keys.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Override
    public void close() {
        // does not wait: a client may be in a long poll
        server.stopAndGetFuture().apply();
    }
}
