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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** S3Proxy, a second store that other people wrote, as a process of its own with one empty bucket. */
final class S3ProxyServer implements AutoCloseable {
    static final String BUCKET = "lake";
    private static final Path LIBRARIES = Project.DIRECTORY.resolve("modules/s3-test-server/target/lib");

    private final ChildProcess process;
    private final int port;

    /**
     * @param directory for its files
     * @param key the access key, and its secret, with which requests must be signed
     */
    S3ProxyServer(Path directory, String key) throws IOException {
        port = FreePort.any();
        Path buckets = directory.resolve("s3proxy");
        Files.createDirectories(buckets);
        // a bucket that others may read is public
        Files.createDirectory(
                buckets.resolve(BUCKET),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path logging = Files.writeString(
                directory.resolve("logback.xml"), "<configuration><root level=\"OFF\"/></configuration>");
        Path properties = Files.writeString(directory.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:%1$d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%2$s
                s3proxy.credential=%2$s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%3$s
                jclouds.identity=none
                jclouds.credential=none
                """.formatted(port, key, buckets));
        process = ChildProcess.java(
                directory.resolve("s3proxy.log"),
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        LIBRARIES + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString()));
        await().atMost(Duration.ofMinutes(2))
                .failFast(
                        () -> assertThat(process.isAlive()).as(process::output).isTrue())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> status() == 403);
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Of a request that is not signed. */
    private int status() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + "/" + BUCKET))
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
