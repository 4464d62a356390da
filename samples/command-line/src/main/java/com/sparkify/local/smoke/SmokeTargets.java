package com.sparkify.local.smoke;

import com.sparkify.local.cleanup.Teardown;
import com.sparkify.local.spark.LocalEnvironment;
import com.sparkify.local.stack.DeployedStack;
import com.sparkify.local.stack.LakeCatalog;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.StackClients;
import com.sparkify.local.stack.StackPlaces;
import com.sparkify.local.stack.StandIns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.iam.IamClient;

/** Creates targets: the local stack, and a deployed one. */
public final class SmokeTargets implements AutoCloseable {

    private final Teardown teardown = new Teardown();

    /** Returns the stand-ins as a target, accessed by real clients. */
    public SmokeTarget local(LocalStack stack) throws IOException {
        StandIns standIns = StandIns.over(stack.out()).orElseThrow();
        var environment = new HashMap<String, String>();
        LocalEnvironment.apply(environment, stack.keys(), stack.s3Endpoint());
        return new SmokeTarget(
                teardown.add(StackClients.of(standIns)),
                standIns.places(),
                "log_data/",
                LakeCatalog.configuration(stack.out().catalog()),
                environment,
                run -> errors(stack.out().runs(), run));
    }

    /**
     * Returns a deployed stack, with the default region and credentials.
     *
     * @throws IllegalArgumentException if the stack does not exist or is not a Sparkify stack
     */
    public SmokeTarget deployed(String stack, String logPrefix) {
        StackPlaces places = DeployedStack.places(stack);
        return new SmokeTarget(
                teardown.add(StackClients.ofAws()), places, logPrefix, glue(places.lake()), Map.of(), run -> "");
    }

    /** IAM has one endpoint for all regions, and no stand-in. */
    public IamClient iam() {
        return teardown.add(IamClient.builder()
                .region(Region.AWS_GLOBAL)
                .httpClient(teardown.add(UrlConnectionHttpClient.create()))
                .build());
    }

    /** Service Quotas with the default region and credentials; it has no stand-in either. */
    public VcpuQuota vcpuQuota() {
        Region region = DefaultAwsRegionProviderChain.builder().build().getRegion();
        URI endpoint = URI.create("https://servicequotas." + region.id() + "."
                + region.metadata().partition().dnsSuffix());
        return new VcpuQuota(
                teardown.add(UrlConnectionHttpClient.create()),
                endpoint,
                region.id(),
                teardown.add(DefaultCredentialsProvider.builder().build()));
    }

    private static Map<String, String> glue(String lake) {
        var catalog = new LinkedHashMap<String, String>();
        catalog.put("spark.sql.catalog.lake.catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog");
        catalog.put("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        catalog.put("spark.sql.catalog.lake.warehouse", lake + "/warehouse");
        return catalog;
    }

    /** Returns the last error lines of a run's logs. */
    private static String errors(Path runs, String run) {
        try (Stream<Path> folders = Files.list(runs)) {
            for (Path folder : folders.filter(
                            path -> run.endsWith(path.getFileName().toString()))
                    .toList()) {
                try (Stream<Path> logs = Files.walk(folder)) {
                    for (Path log : logs.filter(Files::isRegularFile).toList()) {
                        var last = Files.readString(log)
                                .lines()
                                .filter(line -> line.contains("rror") || line.contains("xception"))
                                .reduce((earlier, later) -> later);
                        if (last.isPresent()) {
                            return last.get();
                        }
                    }
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        teardown.close();
    }
}
