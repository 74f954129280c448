package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wherry.testing.badinput.BadEvent;
import dev.wherry.testing.badinput.Corpus;
import dev.wherry.testing.badinput.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it is published as it is: as a document whole, as lines line by line. */
class BadContentTest {
    /** Small, so that some of the inputs are longer. */
    private static final int MOST = 600;

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
        test.config.put(FileSourceConfig.EVENT_MAX_BYTES, Integer.toString(MOST));
        test.config.put(FileSourceConfig.LINES_FINISHED_AFTER_MS, "0");
    }

    @Test
    void whateverAFileHoldsIsPublishedAsItIs() throws IOException {
        List<byte[]> seeds = Corpus.files().stream().map(BadEvent::bytes).toList();

        Fuzz.of("files", 1_000).run(seeds, content -> {
            write(content);
            if (documents.size() == FILES_AT_ONCE) {
                publishAndCompare();
            }
        });

        publishAndCompare();
        for (String left : test.filesBelow(test.inbox)) {
            assertEquals(
                    0, Files.size(test.inbox.resolve(left)), left + " is left, which only empty files of lines are");
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
        documents.forEach((file, content) -> assertEquals(List.of(cut(content)), published.get(file), file));
        lines.forEach((file, content) -> assertEquals(lines(content), published.getOrDefault(file, List.of()), file));
        documents.clear();
        lines.clear();
        test.published.clear();
    }

    private static List<String> lines(byte[] content) {
        List<String> lines = new ArrayList<>();
        // As bytes, one character each: a line ends with \n or \r\n, and nowhere else.
        String[] parts = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean returned = i < parts.length - 1 && parts[i].endsWith("\r");
            lines.add(returned ? parts[i].substring(0, parts[i].length() - 1) : parts[i]);
        }
        return lines.stream()
                .filter(line -> !line.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r'))
                .map(line -> cut(line.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }

    private static String cut(byte[] content) {
        return new String(content, 0, Math.min(content.length, MOST), StandardCharsets.UTF_8);
    }
}
