package dev.wherry.source.progress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.source.discover.ShardAssignment;
import dev.wherry.source.feed.TestFeeds;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Offsets that another program wrote. Misreading one could dispose of files that were never published. */
class ProgressTest {
    private record Stored(Map<String, String> partition, Map<String, Object> offset) implements OffsetStorageReader {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> asked) {
            return asked.equals(partition) ? offset : null;
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> asked) {
            Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
            asked.forEach(each -> offsets.put(each, offset(each)));
            return offsets;
        }
    }

    static Stream<Stored> foreignOffsets() {
        Map<String, String> tailed = Map.of("tailed", "cards/0/0");
        Map<String, String> documents = Map.of("documents", "cards/0/0");
        return Stream.of(
                new Stored(tailed, Map.of()),
                new Stored(tailed, Map.of("file", "1-AAAAAAAAAAA")),
                new Stored(tailed, Map.of("file", "1-AAAAAAAAAAA", "name", "a", "position", "7")),
                new Stored(tailed, Map.of("file", "1-AAAAAAAAAAA", "name", "a", "position", -7L)),
                new Stored(tailed, Map.of("file", 7, "name", "a", "position", 7L)),
                new Stored(tailed, Map.of("file", "../../etc/passwd", "name", "a", "position", 7L)),
                new Stored(tailed, Map.of("file", "x-y", "name", "a", "position", 7L)),
                new Stored(documents, Map.of("published", "short")),
                new Stored(documents, Map.of("published", "../../../..")),
                new Stored(documents, Map.of("published", 7)),
                new Stored(documents, Map.of("other", "AAAAAAAAAAA")));
    }

    @ParameterizedTest
    @MethodSource("foreignOffsets")
    void rejectsForeignOffsetsWithPartitionAndRemedy(Stored stored) {
        assertThatThrownBy(() -> Progress.load(stored, List.of(TestFeeds.feed("cards")), new ShardAssignment(0, 1)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("cards/0")
                .hasMessageContaining("DELETE");
    }
}
