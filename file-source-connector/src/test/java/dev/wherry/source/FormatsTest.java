package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.connect.PublishedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats, encodings and compression, from the file to the record. How bytes are split is tested with the splitter. */
class FormatsTest {
    @TempDir
    private Path directory;

    private TestInbox test;

    @BeforeEach
    void makeInbox() {
        test = new TestInbox(directory);
    }

    private void files(String... rules) {
        test.config.put("feed.cards.files", "[" + String.join(",", rules) + "]");
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = test.inbox.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private List<String> published(java.util.function.Function<PublishedRecord, String> part) {
        return test.published.stream().map(part).toList();
    }

    @Test
    void anArrayIsSplitAndArchivedOnceItCloses() throws IOException {
        files("{\"names\": [\"*.json\"], \"format\": \"array\"}");
        test.write("cards/x.JSON", "[{\"a\": 1},\n {\"a\": 2}]\n");
        test.start().drain();
        assertThat(test.published)
                .extracting(PublishedRecord::value, PublishedRecord::offset, PublishedRecord::modified)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("{\"a\": 1}", "1", null),
                        org.assertj.core.groups.Tuple.tuple("{\"a\": 2}", "12", null));
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/x.JSON");
    }

    @Test
    void anArrayThatIsNeverClosedEndsInAFault() throws IOException {
        files("{\"names\": [\"*.json\"], \"format\": \"array\", \"items\": \"/data\"}");
        test.write("cards/x.json", "{\"data\": [\n{\"a\": 1}, {\"a\": ");
        FakeWorker worker = test.start();
        worker.turn();
        worker.turn();
        assertThat(test.values()).containsExactly("{\"a\": 1}");
        worker.drain();
        test.quietPeriodPasses();
        worker.drain();
        assertThat(published(PublishedRecord::fault))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("bad_array: ");
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/x.json");
    }

    @Test
    void aCsvRowCarriesItsLineAndHeader() throws IOException {
        files("{\"names\": [\"*.csv\"], \"format\": \"csv\", \"csv\": {\"delimiter\": \";\"}}");
        test.config.put("feed.cards.finished.after.ms", "20000");
        test.write("cards/x.csv", "\ufeffid;name\r\n1;\"a\r\nb\"\r\n2;c\r\n");
        FakeWorker worker = test.start();
        worker.drain();
        assertThat(test.values()).containsExactly("1;\"a\r\nb\"", "2;c");
        assertThat(published(PublishedRecord::line)).containsExactly("2", "4");
        assertThat(published(PublishedRecord::offset)).containsExactly("12", "22");
        assertThat(published(PublishedRecord::format))
                .allSatisfy(format -> assertThat(format).contains("\"columns\":[\"id\",\"name\"]"));
        test.append("cards/x.csv", "3;d\r\n");
        worker.stop();
        worker = test.start();
        worker.drain();
        assertThat(test.values()).hasSize(3).last().isEqualTo("3;d");
        assertThat(published(PublishedRecord::line)).last().isEqualTo("5");
        test.clock.advance(Duration.ofSeconds(20));
        worker.drain();
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/x.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "delete"})
    void aCsvFileWithABadHeaderIsRefusedAsAWholeAndNotDeleted(String onFinish) throws IOException {
        files("{\"names\": [\"*.csv\"], \"format\": \"csv\"}");
        test.config.put("feed.cards.on.finish", onFinish);
        test.write("cards/x.csv", "id,id\n1,2\n");
        FakeWorker worker = test.start();
        worker.drain();
        assertThat(test.published).hasSize(1);
        assertThat(test.published.get(0).fault()).startsWith("bad_header: ");
        assertThat(test.filesBelow(onFinish.equals("archive") ? test.archive : test.inbox))
                .containsExactly(onFinish.equals("archive") ? "cards/x.csv" : "cards/x.csv.oversize");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16le", "utf-16be", "windows-1252", "latin-1"})
    void anEncodedEventStaysVerbatimAndNamesItsEncoding(String encoding) throws IOException {
        files(
                "{\"names\": [\"*.json\"], \"format\": \"document\", \"encoding\": \"" + encoding + "\"}",
                "{\"names\": [\"*.ndjson\"], \"format\": \"lines\", \"encoding\": \"" + encoding + "\"}");
        Charset charset =
                dev.wherry.wire.format.Encoding.ofLabel(encoding).orElseThrow().charset();
        write("cards/x.json", "{\"a\": \"é\"}".getBytes(charset));
        write("cards/y.ndjson", "{\"a\": \"é\"}\n{}\n".getBytes(charset));
        test.start().drain();
        assertThat(published(PublishedRecord::format)).hasSize(3).containsOnly("{\"encoding\":\"" + encoding + "\"}");
        assertThat(test.published.stream().map(record -> record.decoded(charset)))
                .containsExactlyInAnyOrder("{\"a\": \"é\"}", "{\"a\": \"é\"}", "{}");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheEvent() throws IOException {
        test.write("cards/x.json", "\ufeff{}");
        test.write("cards/y.ndjson", "\ufeff{}\n");
        test.start().drain();
        assertThat(test.values()).containsExactly("{}", "{}");
        assertThat(published(PublishedRecord::offset)).containsExactly("3", "3");
    }

    @Test
    void compressedFilesOfAnyFormatAreReadAndArchivedWhenTheirStreamEnds() throws IOException {
        write("cards/x.json.gz", gzip("{\"a\": 1}"));
        write("cards/y.ndjson.GZ", gzip("[1]\n[2]"));
        test.start().drain();
        assertThat(test.values()).containsExactlyInAnyOrder("{\"a\": 1}", "[1]", "[2]");
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/x.json.gz", "cards/y.ndjson.GZ");
    }

    @Test
    void moreCompressedFilesThanDecompressorsAreAllRead() throws IOException {
        test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, "50");
        for (int file = 0; file < 40; file++) {
            int number = file;
            write(
                    "cards/" + file + ".ndjson.gz",
                    gzip(String.join(
                            "",
                            IntStream.range(0, 100)
                                    .mapToObj(i -> "[" + number + "," + i + "]\n")
                                    .toList())));
        }
        FakeWorker worker = test.start();
        for (int turn = 0; turn < 20; turn++) {
            worker.turn();
        }
        worker.stop();
        test.start().drain();
        assertThat(test.values()).hasSize(4000).doesNotHaveDuplicates();
        assertThat(test.filesBelow(test.archive)).hasSize(40);
    }

    @Test
    void damagedCompressedFilesAreToldAfterTheQuietPeriod() throws IOException {
        byte[] lines = gzip("[1]\n[2]\n");
        write("cards/truncated.ndjson.gz", java.util.Arrays.copyOf(lines, lines.length - 4));
        byte[] document = gzip("{}");
        write("cards/truncated.json.gz", java.util.Arrays.copyOf(document, document.length - 4));
        FakeWorker worker = test.start();
        worker.drain();
        test.quietPeriodPasses();
        worker.drain();
        assertThat(published(PublishedRecord::fault).stream().filter(java.util.Objects::nonNull))
                .hasSize(2)
                .allMatch(fault -> fault.startsWith("bad_compression: "));
        assertThat(test.filesBelow(test.archive)).hasSize(2);
    }

    @Test
    void aDocumentThatExpandsTooMuchIsOversize() throws IOException {
        test.config.put(FileSourceConfig.EVENT_MAX_BYTES, "1000");
        write("cards/bomb.json.gz", gzip("[" + "1,".repeat(10_000_000) + "1]"));
        FakeWorker worker = test.start();
        worker.drain();
        test.quietPeriodPasses();
        worker.drain();
        assertThat(test.published).hasSize(1);
        assertThat(test.published.get(0).fault()).startsWith("oversize: ");
        assertThat(test.published.get(0).value()).hasSize(1000);
    }

    @Test
    void twoFeedsReadTheSameNameDifferently() throws IOException {
        test.config.put(FileSourceConfig.FEEDS, "cards,users");
        test.config.put("feed.users.files", "[{\"names\": [\"*.json\"], \"format\": \"lines\"}]");
        test.write("cards/x.json", "[1,\n2]");
        test.write("users/x.json", "[1]\n[2]\n");
        test.start().drain();
        assertThat(published(record -> record.topic() + " " + record.value()))
                .containsExactlyInAnyOrder("raw.cards [1,\n2]", "raw.users [1]", "raw.users [2]");
    }
}
