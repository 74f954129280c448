package dev.wherry.source;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.LocalDisk;
import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.connect.PublishedFiles;
import dev.wherry.testing.connect.PublishedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An inbox in a temporary directory, with everything that outlives a task. */
final class TestInbox {
    final Path inbox;
    final Path archive;
    final FakeClock clock = new FakeClock();
    final FakeOffsets offsets = new FakeOffsets();
    final List<PublishedRecord> published = new ArrayList<>();
    final PublishedFiles files = new PublishedFiles();
    final Map<String, String> config = new HashMap<>();
    FakeWatch watch = new FakeWatch(clock);

    TestInbox(Path directory) {
        this.inbox = directory.resolve("inbox");
        this.archive = directory.resolve("archive");
        config.put(FileSourceConfig.INBOX, inbox.toString());
        config.put(FileSourceConfig.FEEDS, "cards");
        config.put(FileSourceConfig.ARCHIVE_DIRECTORY, archive.toString());
        try {
            Files.createDirectories(inbox);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    FakeWorker start() {
        return start(new LocalDisk());
    }

    FakeWorker start(Disk disk) {
        return start(disk, 0, 1);
    }

    FakeWorker start(Disk disk, int task, int tasks) {
        watch = new FakeWatch(clock);
        Map<String, String> taskConfig = new HashMap<>(config);
        taskConfig.put(FileSourceConfig.TASK, Integer.toString(task));
        taskConfig.put(FileSourceConfig.TASKS, Integer.toString(tasks));
        return new FakeWorker(taskConfig, disk, watch, clock, offsets, published, files);
    }

    Path write(String name, String content) throws IOException {
        Path file = inbox.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    Path write(String name, String content, long modified) throws IOException {
        return Files.setLastModifiedTime(write(name, content), FileTime.from(modified, TimeUnit.NANOSECONDS));
    }

    void append(String name, String content) throws IOException {
        Files.write(
                inbox.resolve(name),
                content.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void rescanBecomesDue() {
        clock.advance(Duration.ofSeconds(10));
    }

    void quietPeriodPasses() {
        clock.advance(Duration.ofSeconds(10));
    }

    List<String> values() {
        return published.stream().map(PublishedRecord::value).toList();
    }

    List<String> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
