package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.Project;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Adobe's S3Mock, a store that other people wrote, as a process of its own with one empty bucket. */
final class S3MockServer implements AutoCloseable {
    static final String BUCKET = "lake";
    private static final Path PROGRAM = Project.DIRECTORY.resolve("modules/integration-tests/target/s3mock/s3mock.jar");

    private final ChildProcess process;
    private final int port;

    /** @param directory for its files */
    S3MockServer(Path directory) throws IOException {
        port = FreePort.any();
        process = ChildProcess.java(
                directory.resolve("s3mock.log"),
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        PROGRAM.toString(),
                        "--server.port=0",
                        "--http.port=" + port,
                        "--com.adobe.testing.s3mock.store.root=" + directory.resolve("s3mock"),
                        "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET));
        await().atMost(Duration.ofMinutes(2))
                .failFast(
                        () -> assertThat(process.isAlive()).as(process::output).isTrue())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> statusOf("/" + BUCKET + "?list-type=2") == 200);
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    private int statusOf(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        process.close();
    }
}
