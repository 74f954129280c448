package dev.wherry.s3.store;

import dev.wherry.s3.store.StoreException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

/** A bucket, by the AWS SDK. Retries are left to the feed, which knows what else it could do meanwhile. */
public final class S3ObjectStore implements ObjectStore {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);

    private final String bucket;
    private final S3Client client;

    public S3ObjectStore(StoreConfig config) {
        bucket = config.bucket();
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(StoreCredentials.of(config))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT))
                .forcePathStyle(config.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override ->
                        override.apiCallTimeout(CALL_TIMEOUT).retryStrategy(DefaultRetryStrategy.doNotRetry()));
        if (!config.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(config.endpoint()));
        }
        client = builder.build();
    }

    @Override
    public Listing list(String prefix, String after, String token) throws StoreException {
        String what = "listing " + bucket + "/" + prefix;
        ListObjectsV2Response response;
        try {
            response = client.listObjectsV2(request -> request.bucket(bucket)
                    .prefix(prefix)
                    .startAfter(after)
                    .continuationToken(token)
                    .encodingType(EncodingType.URL));
        } catch (SdkException e) {
            StoreException failure = StoreFailures.of(what, e);
            // A listing has no key that could be missing.
            throw failure.kind() == Kind.NOT_FOUND
                    ? new StoreException(Kind.NO_SUCH_BUCKET, failure.getMessage(), e)
                    : failure;
        }
        if (response.isTruncated() == null) {
            boolean isPage = response.sdkHttpResponse()
                    .firstMatchingHeader("Content-Type")
                    .filter(type -> type.contains("html"))
                    .isPresent();
            throw isPage
                    ? new StoreException(Kind.UNSUPPORTED, what + ": the answer is a web page", null)
                    : new StoreException(Kind.TRUNCATED, what + ": the answer is no complete listing", null);
        }
        List<StoredObject> objects = new ArrayList<>();
        for (S3Object object : response.contents()) {
            objects.add(new StoredObject(
                    object.key(),
                    unquoted(object.eTag()),
                    object.size(),
                    object.lastModified().toEpochMilli()));
        }
        long serverTime = response.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(S3ObjectStore::time)
                .orElseGet(System::currentTimeMillis);
        boolean isDeadEnd = response.isTruncated() && objects.isEmpty();
        if (isDeadEnd && response.nextContinuationToken() == null) {
            throw new StoreException(
                    Kind.UNSUPPORTED, what + ": a page without keys says that more follow, but not where", null);
        }
        String next = isDeadEnd ? response.nextContinuationToken() : null;
        return new Listing(objects, response.isTruncated(), next, serverTime);
    }

    private static long time(String date) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME
                    .parse(date, Instant::from)
                    .toEpochMilli();
        } catch (DateTimeParseException malformed) {
            return System.currentTimeMillis();
        }
    }

    private static String unquoted(String etag) {
        return String.valueOf(etag).replace("\"", "");
    }

    private static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    @Override
    public byte[] read(StoredObject object, long from, int length) throws StoreException {
        if (length == 0) {
            return new byte[0];
        }
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(object.key()).ifMatch(quoted(object.etag()));
        if (from > 0 || length < object.size()) {
            request.range("bytes=" + from + "-" + (from + length - 1));
        }
        String what = "reading " + bucket + "/" + object.key();
        return call(
                what,
                () -> client.getObject(request.build(), ResponseTransformer.unmanaged((response, content) -> {
                    try (content) {
                        Long announced = response.contentLength();
                        boolean wrongLength = announced != null && announced != length;
                        byte[] bytes = wrongLength ? null : readFully(content, length, what);
                        if (response.eTag() != null
                                && !unquoted(response.eTag()).equals(object.etag())) {
                            // a store that ignores If-Match
                            throw new UncheckedStoreException(new StoreException(
                                    Kind.CHANGED, what + ": the answer has another ETag than the listing", null));
                        }
                        if (wrongLength) {
                            throw new UncheckedStoreException(new StoreException(
                                    Kind.UNSUPPORTED,
                                    what + ": " + length + " bytes were requested, and " + announced + " announced",
                                    null));
                        }
                        return bytes;
                    }
                })));
    }

    private static byte[] readFully(InputStream content, int length, String what) {
        try {
            byte[] bytes = content.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("it ends after " + bytes.length + " of " + length + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedStoreException(new StoreException(Kind.TRUNCATED, what + ": " + e.getMessage(), e));
        }
    }

    @Override
    public Optional<StoredObject> head(String key) throws StoreException {
        try {
            HeadObjectResponse head = call(
                    "examining " + bucket + "/" + key,
                    () -> client.headObject(request -> request.bucket(bucket).key(key)));
            return Optional.of(new StoredObject(
                    key,
                    unquoted(head.eTag()),
                    head.contentLength(),
                    head.lastModified().toEpochMilli()));
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void tag(String key, String name, String value) throws StoreException {
        call("tagging " + bucket + "/" + key, () -> {
            List<Tag> tags = new ArrayList<>(
                    client.getObjectTagging(request -> request.bucket(bucket).key(key))
                            .tagSet());
            tags.removeIf(tag -> tag.key().equals(name));
            tags.add(Tag.builder().key(name).value(value).build());
            return client.putObjectTagging(
                    request -> request.bucket(bucket).key(key).tagging(all -> all.tagSet(tags)));
        });
    }

    @Override
    public void copy(StoredObject object, String key) throws StoreException {
        call(
                "copying " + bucket + "/" + object.key(),
                () -> client.copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(object.key())
                        .copySourceIfMatch(quoted(object.etag()))
                        .destinationBucket(bucket)
                        .destinationKey(key)));
    }

    @Override
    public void delete(StoredObject object) throws StoreException {
        call(
                "deleting " + bucket + "/" + object.key(),
                () -> client.deleteObject(
                        request -> request.bucket(bucket).key(object.key()).ifMatch(quoted(object.etag()))));
    }

    private static <T> T call(String what, Supplier<T> request) throws StoreException {
        try {
            return request.get();
        } catch (UncheckedStoreException e) {
            throw e.failure();
        } catch (SdkException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UncheckedStoreException own) {
                    throw own.failure();
                }
            }
            throw StoreFailures.of(what, e);
        }
    }

    /** Carries a failure through the SDK. */
    private static final class UncheckedStoreException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncheckedStoreException(StoreException failure) {
            super(failure);
        }

        StoreException failure() {
            return (StoreException) getCause();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
