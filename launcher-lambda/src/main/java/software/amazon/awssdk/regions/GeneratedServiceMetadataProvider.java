package software.amazon.awssdk.regions;

/**
 * Stands in for the SDK's class of this name, which loads a class for each of AWS's 300 services when the first client is
 * built: a sixth of a cold start. Nobody needs them: endpoints come from the clients' own rules, and what is left, the
 * region to sign for, is for S3 and EMR Serverless the region itself, as it is where the SDK knows nothing special.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
    /** Nothing special is known of any service. */
    @Override
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        return null;
    }
}
