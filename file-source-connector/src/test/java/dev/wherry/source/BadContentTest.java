package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.badinput.BadEvent;
import dev.wherry.testing.badinput.Corpus;
import dev.wherry.testing.badinput.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any content is published unchanged: a document as a whole, lines one by one. */
class BadContentTest {
    /** Small, so that some inputs are longer. */
    private static final int EVENT_MAX_BYTES = 600;

    private static final int FILES_AT_ONCE = 100;

    @TempDir
    private Path directory;

    private TestInbox test;
    private final Map<String, byte[]> documents = new HashMap<>();
    private final Map<String, byte[]> lines = new HashMap<>();
    private int files;

    @BeforeEach
    void makeInbox() {
        test = new TestInbox(directory);
        test.config.put(FileSourceConfig.EVENT_MAX_BYTES, Integer.toString(EVENT_MAX_BYTES));
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "0");
    }

    @Test
    void publishesAnyContentUnchanged() throws IOException {
        List<byte[]> seeds = Corpus.files().stream().map(BadEvent::bytes).toList();

        Fuzz.of("files", 1_000).run(seeds, content -> {
            write(content);
            if (documents.size() == FILES_AT_ONCE) {
                publishAndCompare();
            }
        });

        publishAndCompare();
        for (String left : test.filesBelow(test.inbox)) {
            assertThat(Files.size(test.inbox.resolve(left)))
                    .as(left + " is left; only empty line files may be")
                    .isZero();
        }
    }

    private void write(byte[] content) throws IOException {
        Files.createDirectories(test.inbox.resolve("cards"));
        String name = "cards/" + files++;
        Files.write(test.inbox.resolve(name + ".json"), content);
        Files.write(test.inbox.resolve(name + ".ndjson"), content);
        documents.put(name + ".json", content);
        lines.put(name + ".ndjson", content);
    }

    private void publishAndCompare() {
        FakeWorker worker = test.start();
        worker.drain();
        test.quietPeriodPasses();
        worker.drain();
        worker.stop();
        Map<String, List<String>> published = new HashMap<>();
        test.published.forEach(event -> published
                .computeIfAbsent(event.file(), file -> new ArrayList<>())
                .add(event.value()));
        documents.forEach(
                (file, content) -> assertThat(published.get(file)).as(file).containsExactly(document(content)));
        lines.forEach((file, content) ->
                assertThat(published.getOrDefault(file, List.of())).as(file).isEqualTo(lines(content)));
        documents.clear();
        lines.clear();
        test.published.clear();
    }

    private static List<String> lines(byte[] file) {
        byte[] content = Arrays.copyOfRange(file, markLength(file), file.length);
        List<String> lines = new ArrayList<>();
        // One character per byte: only \n and \r\n are line ends.
        String[] parts = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < parts.length; i++) {
            // A preallocated file contains NULs where nothing is written yet.
            parts[i] = parts[i].replaceFirst("^\0+", "");
            if (i == parts.length - 1) {
                parts[i] = parts[i].replaceFirst("\0+$", "");
            }
            boolean returned = i < parts.length - 1 && parts[i].endsWith("\r");
            lines.add(returned ? parts[i].substring(0, parts[i].length() - 1) : parts[i]);
        }
        return lines.stream()
                .filter(line -> !line.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r' || c == 0))
                .map(line -> truncated(line.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }

    /** At most the maximum is read of a file, which includes the byte order mark. */
    private static String document(byte[] file) {
        byte[] read = Arrays.copyOf(file, Math.min(file.length, EVENT_MAX_BYTES));
        return truncated(Arrays.copyOfRange(read, markLength(read), read.length));
    }

    private static int markLength(byte[] file) {
        return file.length >= 3 && (file[0] & 0xff) == 0xef && (file[1] & 0xff) == 0xbb && (file[2] & 0xff) == 0xbf
                ? 3
                : 0;
    }

    private static String truncated(byte[] content) {
        return new String(content, 0, Math.min(content.length, EVENT_MAX_BYTES), StandardCharsets.UTF_8);
    }
}
