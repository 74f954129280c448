package dev.wherry.http.client;

import dev.wherry.http.client.FetchException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/** One request and its answer, whatever its status, bounded in time and size. */
final class Exchange {
    private final ClientConfig config;
    private final Redaction redaction;
    private final HttpClient client;

    /** An answer with its body decompressed. */
    record Reply(HttpResponse<byte[]> head, byte[] body) {
        int status() {
            return head.statusCode();
        }
    }

    Exchange(ClientConfig config, Redaction redaction) throws FetchException {
        this.config = config;
        this.redaction = redaction;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout());
        if (!config.trust().isDefault()) {
            builder.sslContext(config.trust().context());
        }
        client = builder.build();
    }

    Reply send(HttpRequest request) throws FetchException {
        long start = System.nanoTime();
        BodyHolder holder = new BodyHolder();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, holder);
        try {
            HttpResponse<byte[]> head = await(answer, start, holder);
            return new Reply(head, decompressed(head));
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause(), holder.body != null, config.responseLimit(), redaction);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new FetchException(Kind.UNREACHABLE, "the task is stopped", e);
        }
    }

    /** The client's own timeout ends with the head of the answer. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, long start, BodyHolder holder)
            throws ExecutionException, InterruptedException, FetchException {
        long patience = config.readTimeout().toNanos();
        while (true) {
            BoundedBody body = holder.body;
            long since = body == null ? start + config.connectTimeout().toNanos() : body.lastProgress();
            long left = patience - (System.nanoTime() - since);
            if (left <= 0) {
                answer.cancel(true);
                throw new FetchException(
                        Kind.TIMED_OUT,
                        "nothing arrived for " + config.readTimeout().toMillis() + " ms",
                        null);
            }
            try {
                return answer.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException mayHaveProgressed) {
                // the loop looks
            }
        }
    }

    private byte[] decompressed(HttpResponse<byte[]> head) throws FetchException {
        boolean gzip = head.headers()
                .firstValue("Content-Encoding")
                .filter(encoding -> encoding.trim().matches("(?i)(x-)?gzip"))
                .isPresent();
        if (!gzip || head.body().length == 0) {
            return head.body();
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head.body()))) {
            byte[] bytes = in.readNBytes(config.responseLimit());
            if (in.read() >= 0) {
                throw new BoundedBody.OversizeException();
            }
            return bytes;
        } catch (IOException | BoundedBody.OversizeException e) {
            throw Failures.of(e, true, config.responseLimit(), redaction);
        }
    }

    /** Its body is set once the head of the answer has arrived. */
    private final class BodyHolder implements HttpResponse.BodyHandler<byte[]> {
        private volatile BoundedBody body;

        @Override
        public HttpResponse.BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo head) {
            body = new BoundedBody(config.responseLimit(), System::nanoTime);
            return body;
        }
    }
}
