package dev.wherry.testing.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Headers;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/** The topic of finished files, and the events that were published of each reading. */
public final class PublishedFiles {
    private final List<FinishedFile> finished = new ArrayList<>();
    private final Map<String, List<Long>> offsets = new HashMap<>();

    /** A record of the topic of finished files. */
    public void add(SourceRecord record) {
        FinishedFile file = (FinishedFile) FileStatement.ofJson((byte[]) record.value());
        assertThat(new String((byte[]) record.key(), UTF_8)).isEqualTo(file.file());
        finished.add(file);
    }

    /** A raw record. */
    public void count(SourceRecord record) {
        Header header = record.headers().lastWithName(Headers.READING);
        Reading reading = header == null ? null : Reading.ofHeader((byte[]) header.value());
        if (reading != null && reading.whole() == null) {
            String offset = new String(
                    (byte[]) record.headers().lastWithName(Headers.OFFSET).value(), UTF_8);
            offsets.computeIfAbsent(reading.id(), id -> new ArrayList<>()).add(Long.valueOf(offset));
        }
    }

    public List<FinishedFile> finished() {
        return finished;
    }

    /** What is said of each file, in the order of the files: its name, number of events and ending. */
    public List<String> sentences() {
        return finished.stream()
                .map(file ->
                        file.file() + " " + file.events() + " " + file.ending().label())
                .sorted()
                .toList();
    }

    /** The number of readings that have events and are not finished. */
    public long unfinished() {
        return offsets.keySet().stream()
                .filter(id -> finished.stream().noneMatch(file -> file.reading().equals(id)))
                .count();
    }

    /** Every reading is finished at most once, and what is said of it is true. */
    public void requireTrue() {
        assertThat(finished).extracting(FinishedFile::reading).doesNotHaveDuplicates();
        for (FinishedFile file : finished) {
            List<Long> published = offsets.getOrDefault(file.reading(), List.of());
            assertThat(file.events()).as(file::file).isEqualTo(published.size());
            assertThat(file.firstOffset()).as(file::file).isEqualTo(published.isEmpty() ? null : published.get(0));
            assertThat(file.lastOffset())
                    .as(file::file)
                    .isEqualTo(published.isEmpty() ? null : published.get(published.size() - 1));
        }
    }
}
