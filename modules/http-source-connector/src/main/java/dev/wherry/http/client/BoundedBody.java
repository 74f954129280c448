package dev.wherry.http.client;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;

/** Collects the body of an answer up to a limit, and notes when something arrives. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final int limit;
    private final LongSupplier nanoTime;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile long lastProgress;
    private Flow.Subscription subscription;

    /** The body has more bytes than allowed. */
    static final class OversizeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    BoundedBody(int limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.lastProgress = nanoTime.getAsLong();
    }

    long lastProgress() {
        return lastProgress;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        lastProgress = nanoTime.getAsLong();
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        lastProgress = nanoTime.getAsLong();
        for (ByteBuffer buffer : buffers) {
            if (bytes.size() + (long) buffer.remaining() > limit) {
                subscription.cancel();
                body.completeExceptionally(new OversizeException());
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }
}
