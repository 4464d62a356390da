package com.sparkify.launcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The launcher as it would be with the SDK's defaults and Log4j: what {@link ColdStart} compares with. */
public final class StockHandler implements RequestStreamHandler {
    private final LauncherHandler handler = new LauncherHandler(
            Settings.from(System.getenv()),
            new AwsClients(S3Client.create(), EmrServerlessClient.create()),
            Clock.systemUTC(),
            UUID::randomUUID,
            new Journal(LoggerFactory.getLogger(StockHandler.class)::info, Clock.systemUTC()));

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handler.handleRequest(input, output, context);
    }
}
