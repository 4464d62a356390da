package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EmrServerlessServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.S3ServiceMetadata;

class ServiceMetadataTest {
    @Test
    void withoutTheSdksTableOfServicesRequestsAreSignedForTheSameRegion() {
        Map<String, ServiceMetadata> sdks =
                Map.of("s3", new S3ServiceMetadata(), "emr-serverless", new EmrServerlessServiceMetadata());
        sdks.forEach((service, metadata) -> {
            List<Region> regions = metadata.regions().stream()
                    // not the old pseudo-regions, which no function runs in
                    .filter(region -> !region.isGlobalRegion() && !region.id().contains("fips"))
                    .toList();
            assertThat(regions)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(region -> assertThat(ServiceMetadata.of(service).signingRegion(region))
                            .as(service)
                            .isEqualTo(metadata.signingRegion(region)));
            assertThat(ServiceMetadata.of(service)).isNotInstanceOf(metadata.getClass());
        });
    }
}
