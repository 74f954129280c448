package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The disk operations per file, as upper bounds, so that they do not increase unnoticed. */
class DiskCostsTest {
    private static final int FILES = 1_000;
    /** Operations per batch, independent of the number of files. */
    private static final int PER_BATCH = 4;

    @TempDir
    private Path directory;

    /** Most stats verify that no part of a path is a link when it is used: SECURITY.md. */
    static Stream<Arguments> costsOfADocument() {
        return Stream.of(
                Arguments.of("archive", Map.of("stat", 8, "read", 1, "rename", 1, "exists", 1)),
                Arguments.of("delete", Map.of("stat", 6, "read", 1, "delete", 1)),
                Arguments.of("keep", Map.of("stat", 4, "read", 1)));
    }

    @ParameterizedTest
    @MethodSource("costsOfADocument")
    void readsAndMovesADocumentOnce(String onFinish, Map<String, Integer> each) throws IOException {
        TestInbox test = new TestInbox(directory);
        test.config.put(FileSourceConfig.ON_FINISH, onFinish);
        for (int i = 0; i < FILES; i++) {
            test.write("cards/" + i + ".json", "{\"i\": " + i + "}");
        }
        CountingDisk disk = new CountingDisk();
        FakeWorker worker = test.start(disk);

        worker.drain();

        assertThat(test.published).hasSize(FILES);
        disk.take()
                .forEach((kind, count) ->
                        assertThat(count).as(kind).isLessThanOrEqualTo(each.getOrDefault(kind, 0) * FILES + PER_BATCH));
    }

    @ParameterizedTest
    @MethodSource("costsOfADocument")
    void anIdleRescanOpensNoFile(String onFinish, Map<String, Integer> each) throws IOException {
        TestInbox test = new TestInbox(directory);
        test.config.put(FileSourceConfig.ON_FINISH, onFinish);
        for (int i = 0; i < FILES; i++) {
            test.write("cards/" + i + ".json", "{\"i\": " + i + "}");
        }
        CountingDisk disk = new CountingDisk();
        FakeWorker worker = test.start(disk);
        worker.drain();
        disk.take();
        long scans = worker.metric("scans-total");

        test.rescanBecomesDue();
        worker.drain();

        assertThat(worker.metric("scans-total")).isEqualTo(scans + 1);
        Map<String, Integer> operations = disk.take();
        int left = onFinish.equals("keep") ? FILES : 0;
        // the feed's directory and the inbox
        assertThat(operations).isEqualTo(Map.of("list", 2, "stat", left + 1));
    }

    @Test
    void anIgnoredFileCostsOneStat() throws IOException {
        TestInbox test = new TestInbox(directory);
        for (int i = 0; i < FILES; i++) {
            test.write("cards/" + i + ".bz2", "x");
            test.write("cards/" + i + ".tmp", "x");
        }
        CountingDisk disk = new CountingDisk();
        FakeWorker worker = test.start(disk);
        worker.drain();
        disk.take();

        test.rescanBecomesDue();
        worker.drain();

        assertThat(worker.metric("files-ignored")).isEqualTo(FILES);
        assertThat(disk.take()).isEqualTo(Map.of("list", 2, "stat", FILES + 1));
    }

    @Test
    void readsLinesInLargeBlocks() throws IOException {
        TestInbox test = new TestInbox(directory);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100 * FILES; i++) {
            lines.append("{\"i\": ").append(i).append("}\n");
        }
        test.write("cards/a.ndjson", lines.toString());
        CountingDisk disk = new CountingDisk();
        FakeWorker worker = test.start(disk);

        worker.drain();

        assertThat(test.published).hasSize(100 * FILES);
        Map<String, Integer> operations = disk.take();
        assertThat(operations.get("read")).as(operations::toString).isLessThanOrEqualTo(100);
    }
}
