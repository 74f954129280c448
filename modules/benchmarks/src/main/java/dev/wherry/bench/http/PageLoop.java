package dev.wherry.bench.http;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.process.MeasuredProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Sample;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What one would write first: pages are fetched one after the other. Nothing is read in them, and nothing published. */
final class PageLoop {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BenchApi api;

    PageLoop(BenchApi api) {
        this.api = api;
    }

    Sample sample() throws Exception {
        Meter meter = Meter.begin(MeasuredProcess.self());
        long bytes = 0;
        for (int page = 1; page <= api.pages(); page++) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(api.url() + "/loop?page=" + page))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            WrongOutcomeException.require("status of page " + page, 200, answer.statusCode());
            bytes += answer.body().length;
        }
        Sample sample = meter.end(api.items());
        WrongOutcomeException.require("bytes", api.bodyBytes(), bytes);
        return sample;
    }
}
