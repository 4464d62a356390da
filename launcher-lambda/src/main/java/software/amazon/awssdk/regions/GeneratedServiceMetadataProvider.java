package software.amazon.awssdk.regions;

/**
 * Replaces the SDK's class of this name, which loads a class for each of AWS's 300 services when the first client is
 * built: a sixth of a cold start. They are not needed: endpoints come from the clients' rules, and the signing region
 * of S3 and EMR Serverless is the region itself.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
    /** Returns no special metadata for any service. */
    @Override
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        return null;
    }
}
