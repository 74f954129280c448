package dev.wherry.generator.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of an S3-compatible store. Some objects are written at the same time. */
final class BucketLake implements Lake {
    private static final int PARALLEL = 8;

    private final String bucket;
    private final S3Client client;
    private final ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
    private final Semaphore free = new Semaphore(2 * PARALLEL);
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    /**
     * @param anonymous whether requests are not signed; otherwise, credentials are those that the AWS SDK finds in the usual
     *     variables and files
     */
    BucketLake(URI endpoint, String region, String bucket, boolean anonymous) {
        this.bucket = bucket;
        this.client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        anonymous
                                ? AnonymousCredentialsProvider.create()
                                : DefaultCredentialsProvider.builder().build())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .forcePathStyle(true)
                .build();
    }

    @Override
    public void put(String key, byte[] content) throws IOException {
        check();
        free.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
            } catch (SdkException | UncheckedIOException e) {
                failure.compareAndSet(
                        null,
                        new IOException(
                                "The object %s/%s cannot be written: %s".formatted(bucket, key, e.getMessage()), e));
            } finally {
                free.release();
            }
        });
    }

    private void check() throws IOException {
        // Each is thrown once: the end of the lake must not throw what its caller already handles.
        IOException first = failure.getAndSet(null);
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() throws IOException {
        free.acquireUninterruptibly(2 * PARALLEL);
        threads.shutdown();
        client.close();
        check();
    }
}
