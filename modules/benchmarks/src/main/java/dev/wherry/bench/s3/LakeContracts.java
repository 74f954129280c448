package dev.wherry.bench.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Contracts whose only feed is read from a store. */
final class LakeContracts {
    static final String FEED = "lake";

    private LakeContracts() {}

    /** @param every how often the bucket is listed */
    static Path write(Path directory, String endpoint, String bucket, String every) throws IOException {
        write(directory.resolve("feeds/lake.yaml"), """
                feed: lake
                files:
                  - {names: ["*.json"], format: document}
                  - {names: ["*.ndjson"], format: lines}
                  - {names: ["*.csv"], format: csv}
                receipts: {documents: false}
                source:
                  s3: {bucket: %s, endpoint: "%s", anonymous: true}
                  schedule: {every: %s}
                """.formatted(bucket, endpoint, every));
        write(directory.resolve("event/contract.yaml"), """
                type: event
                feeds: [lake]
                match: all
                schema: schema.json
                key: [/id]
                keep: every
                table: events
                columns:
                  id: {from: /id, type: text}
                """);
        write(directory.resolve("event/schema.json"), "{}");
        write(directory.resolve("migrations/V1__events.sql"), "CREATE TABLE events (id text PRIMARY KEY);");
        return directory;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
