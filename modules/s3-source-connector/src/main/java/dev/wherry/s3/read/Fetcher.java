package dev.wherry.s3.read;

import dev.wherry.s3.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Runs requests beside the task's thread and counts them. */
public final class Fetcher {
    private final Executor executor;
    private final AtomicLong requests;
    private final Runnable completed;

    /** A request. */
    public interface Request<T> {
        T run() throws StoreException;
    }

    /** @param completed called after each request */
    public Fetcher(Executor executor, AtomicLong requests, Runnable completed) {
        this.executor = executor;
        this.requests = requests;
        this.completed = completed;
    }

    /** Starts a request. */
    public <T> CompletableFuture<T> start(Request<T> request) {
        CompletableFuture<T> future = new CompletableFuture<>();
        executor.execute(() -> {
            requests.incrementAndGet();
            try {
                future.complete(request.run());
            } catch (StoreException | RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
            completed.run();
        });
        return future;
    }

    /** The result of a completed request. */
    public static <T> T result(CompletableFuture<T> done) throws StoreException {
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
