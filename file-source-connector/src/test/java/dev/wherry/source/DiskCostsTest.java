package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file costs, counted in questions to the disk, so that it does not creep up. Less than is allowed here is fine. */
class DiskCostsTest {
    private static final int FILES = 1_000;
    /** Of a whole batch, however many files it holds. */
    private static final int A_FEW = 4;

    @TempDir
    private Path directory;

    /** Most looks are for links, of which a path must have none when it is used: docs/THREATS.md. */
    static Stream<Arguments> costsOfADocument() {
        return Stream.of(
                Arguments.of("archive", Map.of("stat", 8, "read", 1, "rename", 1, "exists", 1)),
                Arguments.of("delete", Map.of("stat", 6, "read", 1, "delete", 1)),
                Arguments.of("keep", Map.of("stat", 4, "read", 1)));
    }

    @ParameterizedTest
    @MethodSource("costsOfADocument")
    void aDocumentIsReadOnceAndMovedOnce(String onFinish, Map<String, Integer> each) throws IOException {
        TestInbox test = new TestInbox(directory);
        test.config.put(FileSourceConfig.ON_FINISH, onFinish);
        for (int i = 0; i < FILES; i++) {
            test.write("cards/" + i + ".json", "{\"i\": " + i + "}");
        }
        CountingDisk disk = new CountingDisk();
        FakeWorker worker = test.start(disk);

        worker.drain();

        assertEquals(FILES, test.published.size());
        disk.take()
                .forEach((kind, count) ->
                        assertTrue(count <= each.getOrDefault(kind, 0) * FILES + A_FEW, kind + " " + count + " times"));
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

        test.rescanIsDue();
        worker.drain();

        assertEquals(scans + 1, worker.metric("scans-total"));
        Map<String, Integer> asked = disk.take();
        int left = onFinish.equals("keep") ? FILES : 0;
        assertEquals(Map.of("list", 1, "stat", left + 1), asked);
    }

    @Test
    void linesAreReadInLargePieces() throws IOException {
        TestInbox test = new TestInbox(directory);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100 * FILES; i++) {
            lines.append("{\"i\": ").append(i).append("}\n");
        }
        test.write("cards/a.ndjson", lines.toString());
        CountingDisk disk = new CountingDisk();
        FakeWorker worker = test.start(disk);

        worker.drain();

        assertEquals(100 * FILES, test.published.size());
        Map<String, Integer> asked = disk.take();
        assertTrue(asked.get("read") <= 100, asked::toString);
    }
}
