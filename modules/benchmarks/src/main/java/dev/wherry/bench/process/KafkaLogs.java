package dev.wherry.bench.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The log files of a broker. */
public final class KafkaLogs {
    private final Path directory;

    private KafkaLogs(Path directory) {
        this.directory = directory;
    }

    /** The logs of the broker of a home. */
    public static KafkaLogs ofHome(Path home) {
        return new KafkaLogs(home.resolve("kafka/data"));
    }

    /** The size of the logs of all topics, including internal ones. */
    public long bytes() throws IOException {
        long[] sum = new long[1];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".log")) {
                    sum[0] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // the broker rolls and deletes files at any time
            }
        });
        return sum[0];
    }
}
