package dev.wherry.operations.erase;

import java.util.List;
import java.util.Map;

/**
 * What an erasure does, decided before its first step, so that it can be completed after a kill. Does not contain the key.
 *
 * @param keyDigest see {@link KeyDigest}
 * @param events the number of raw events to erase
 * @param erasedAt an ISO 8601 time
 * @param partitions the raw partitions that hold events of the entity
 * @param files the files that do
 * @param readings by reading of a file, the number of its events to erase: its receipt must not wait for them
 */
public record ErasurePlan(
        String type,
        String keyDigest,
        long events,
        String erasedAt,
        List<RawPartition> partitions,
        List<ErasedFile> files,
        Map<String, Long> readings) {
    public ErasurePlan {
        partitions = List.copyOf(partitions);
        files = List.copyOf(files);
        readings = Map.copyOf(readings);
    }

    /** Whether no event of the entity was found. */
    public boolean erasesNothing() {
        return partitions.isEmpty() && files.isEmpty();
    }

    /**
     * A raw partition with events of the entity.
     *
     * @param end the offset behind its last record; the copies of the retained records follow from there
     * @param erased the offsets of the entity's records, ascending
     */
    public record RawPartition(String topic, int partition, long end, List<Long> erased) {
        public RawPartition {
            erased = List.copyOf(erased);
        }
    }

    /**
     * A file with events of the entity.
     *
     * @param path absolute
     * @param identity of a file of lines its file key, of a document the SHA-256 of its content: another file that has taken
     *     its place is left alone
     * @param lines the lines to overwrite with spaces; empty for a document, which is deleted
     */
    public record ErasedFile(String path, String identity, List<Line> lines) {
        public ErasedFile {
            lines = List.copyOf(lines);
        }
    }

    /** A line without its line end, in bytes; {@code end} is exclusive. */
    public record Line(long start, long end) {}
}
