package dev.wherry.s3.store;

import java.util.Objects;

/**
 * Where a bucket is, and how to get in.
 *
 * @param endpoint empty for AWS
 * @param accessKey empty for the usual chain of the SDK
 */
public record StoreConfig(
        String bucket,
        String endpoint,
        String region,
        boolean pathStyle,
        boolean anonymous,
        String accessKey,
        String secretKey,
        String sessionToken) {
    public StoreConfig {
        Objects.requireNonNull(bucket, "bucket");
    }

    /** For messages: the bucket and where it is. */
    @Override
    public String toString() {
        return bucket + " at " + (endpoint.isEmpty() ? "AWS " + region : endpoint);
    }
}
