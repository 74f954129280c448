package dev.wherry.bench.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.process.MeasuredProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What one would write first: objects are fetched one after the other. Nothing is published. */
final class GetLoop {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BenchStore store;

    GetLoop(BenchStore store) {
        this.store = store;
    }

    /** Measures single requests for all objects. */
    Sample objects(List<byte[]> documents) throws Exception {
        for (int i = 0; i < documents.size(); i++) {
            store.bucket().put("%06d.loop".formatted(i), documents.get(i));
        }
        Meter meter = Meter.begin(MeasuredProcess.self());
        long bytes = 0;
        for (int i = 0; i < documents.size(); i++) {
            bytes += get("/%06d.loop".formatted(i)).length;
        }
        Sample sample = meter.end(documents.size());
        WrongOutcomeException.require(
                "bytes",
                documents.stream().mapToLong(document -> document.length).sum(),
                bytes);
        store.bucket().objects().keySet().removeIf(key -> key.endsWith(".loop"));
        return sample;
    }

    /** Measures a listing whose answers are only scanned for the next key. */
    Sample listing() throws Exception {
        long started = System.nanoTime();
        int pages = 0;
        String after = "";
        boolean more = true;
        while (more) {
            String page = new String(get("?list-type=2&start-after=" + after), UTF_8);
            more = page.contains("<IsTruncated>true<");
            int key = page.lastIndexOf("<Key>");
            after = key < 0 ? "" : page.substring(key + 5, page.indexOf('<', key + 5));
            pages++;
        }
        return Sample.of(LargeBucket.MILLIS, (System.nanoTime() - started) / 1e6)
                .with(LargeBucket.REQUESTS, pages);
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(store.endpoint() + "/" + BenchStore.BUCKET + path))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        WrongOutcomeException.require("status of " + path, 200, answer.statusCode());
        return answer.body();
    }
}
