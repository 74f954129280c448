package dev.wherry.source.progress;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.discover.ShardAssignment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What is published of the files in the inbox: the only state that survives a restart of the task. */
public final class Progress {
    private final Map<String, PublishedFingerprints[]> documents = new HashMap<>();
    private final Map<String, TailedFileSlots[]> lines = new HashMap<>();

    private Progress() {}

    /**
     * Reads the stored progress of one task.
     *
     * @throws ConnectException if an offset was not written by this connector
     */
    public static Progress load(OffsetStorageReader reader, Collection<String> feeds, ShardAssignment assignment) {
        StoredOffsets stored = new StoredOffsets(reader);
        List<String> names = feeds.stream()
                .flatMap(feed -> assignment.shards().stream().map(shard -> name(feed, shard)))
                .toList();
        Map<String, List<Map<String, Object>>> pages = stored.read(names, PublishedFingerprints::partition);
        Map<String, List<Map<String, Object>>> slots = stored.read(names, TailedFileSlots::partition);
        Progress progress = new Progress();
        for (String feed : feeds) {
            PublishedFingerprints[] documentShards = new PublishedFingerprints[ShardAssignment.SHARDS];
            TailedFileSlots[] linesShards = new TailedFileSlots[ShardAssignment.SHARDS];
            for (int shard : assignment.shards()) {
                String name = name(feed, shard);
                try {
                    documentShards[shard] = new PublishedFingerprints(name, pages.get(name));
                    linesShards[shard] = new TailedFileSlots(name, slots.get(name));
                } catch (IllegalArgumentException e) {
                    throw new ConnectException(
                            "This connector did not write the stored offsets of " + name + " (" + e.getMessage()
                                    + "). Reset them with DELETE /connectors/<name>/offsets; all files in the inbox are"
                                    + " then published again.",
                            e);
                }
            }
            progress.documents.put(feed, documentShards);
            progress.lines.put(feed, linesShards);
        }
        return progress;
    }

    /** Whether the document's current content is published. */
    public boolean isPublished(FoundFile file) {
        return fingerprints(file).contains(file.fingerprint());
    }

    /** A scan found the document. Returns whether its current content is published. */
    public boolean markSeen(FoundFile file) {
        return fingerprints(file).markSeen(file.fingerprint());
    }

    /** Records that the document is published. Returns the offset that its record must carry. */
    public PartitionOffset markPublished(FoundFile file) {
        return fingerprints(file).add(file.fingerprint());
    }

    /** The published document is no longer in the inbox. */
    public void forget(FoundFile file) {
        fingerprints(file).forget(file.fingerprint());
    }

    /**
     * A complete scan ended.
     *
     * @param isTailed whether a growing file of that feed has that inode
     */
    public void scanEnded(BiPredicate<String, Long> isTailed) {
        for (PublishedFingerprints[] shards : documents.values()) {
            for (PublishedFingerprints published : shards) {
                if (published != null) {
                    published.scanEnded();
                }
            }
        }
        lines.forEach((feed, shards) -> {
            for (TailedFileSlots slots : shards) {
                if (slots != null) {
                    slots.scanEnded(inode -> isTailed.test(feed, inode));
                }
            }
        });
    }

    /** The stored progress of a growing file. */
    public Optional<TailedFileProgress> resume(String feed, int shard, String identity) {
        return lines.get(feed)[shard].resume(identity);
    }

    /** The progress of a new growing file. */
    public TailedFileProgress begin(String feed, int shard, String identity) {
        return lines.get(feed)[shard].begin(identity);
    }

    /** The growing file has another identity now, and must be read from its start. */
    public void restart(String feed, int shard, TailedFileProgress progress, String identity) {
        lines.get(feed)[shard].restart(progress, identity);
    }

    /** The growing file is disposed of. */
    public void forget(String feed, int shard, TailedFileProgress progress) {
        lines.get(feed)[shard].forget(progress);
    }

    /** The growing file is gone, and may return. */
    public void release(String feed, int shard, TailedFileProgress progress) {
        lines.get(feed)[shard].release(progress);
    }

    private PublishedFingerprints fingerprints(FoundFile file) {
        return documents.get(file.directory().feed())[file.shard()];
    }

    private static String name(String feed, int shard) {
        return feed + "/" + shard;
    }
}
