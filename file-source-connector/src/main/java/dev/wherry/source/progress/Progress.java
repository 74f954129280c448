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

/** What is published of the files that lie in the inbox: all that a task knows after a restart. */
public final class Progress {
    private final Map<String, PublishedFingerprints[]> documents = new HashMap<>();
    private final Map<String, TailedFileSlots[]> lines = new HashMap<>();

    private Progress() {}

    /** Reads what is stored for the shards of one task. */
    public static Progress load(OffsetStorageReader reader, Collection<String> feeds, ShardAssignment share) {
        StoredOffsets stored = new StoredOffsets(reader);
        List<String> names = feeds.stream()
                .flatMap(feed -> share.shards().stream().map(shard -> name(feed, shard)))
                .toList();
        Map<String, List<Map<String, Object>>> pages = stored.read(names, PublishedFingerprints::partition);
        Map<String, List<Map<String, Object>>> slots = stored.read(names, TailedFileSlots::partition);
        Progress progress = new Progress();
        for (String feed : feeds) {
            PublishedFingerprints[] documentShards = new PublishedFingerprints[ShardAssignment.SHARDS];
            TailedFileSlots[] linesShards = new TailedFileSlots[ShardAssignment.SHARDS];
            for (int shard : share.shards()) {
                String name = name(feed, shard);
                try {
                    documentShards[shard] = new PublishedFingerprints(name, pages.get(name));
                    linesShards[shard] = new TailedFileSlots(name, slots.get(name));
                } catch (IllegalArgumentException e) {
                    throw new ConnectException(
                            "The stored offsets of " + name + " are not this connector's (" + e.getMessage()
                                    + "). Reset them with DELETE /connectors/<name>/offsets; then all that lies in the"
                                    + " inbox is published again.",
                            e);
                }
            }
            progress.documents.put(feed, documentShards);
            progress.lines.put(feed, linesShards);
        }
        return progress;
    }

    /** Whether that document, just as it is, is published. */
    public boolean isPublished(FoundFile file) {
        return pages(file).knows(file.stamp());
    }

    /** A scan met a document. Returns whether it, just as it is, is published. */
    public boolean seen(FoundFile file) {
        return pages(file).seen(file.stamp());
    }

    /** The document is about to be published. Returns where that will be stored. */
    public PartitionOffset publishing(FoundFile file) {
        return pages(file).add(file.stamp());
    }

    /** The published document is no longer in the inbox. */
    public void forget(FoundFile file) {
        pages(file).forget(file.stamp());
    }

    /**
     * A scan went over everything.
     *
     * @param isFollowed tells of a feed and an inode whether such a growing file is there
     */
    public void scanned(BiPredicate<String, Long> isFollowed) {
        for (PublishedFingerprints[] shards : documents.values()) {
            for (PublishedFingerprints pages : shards) {
                if (pages != null) {
                    pages.scanned();
                }
            }
        }
        lines.forEach((feed, shards) -> {
            for (TailedFileSlots slots : shards) {
                if (slots != null) {
                    slots.scanned(inode -> isFollowed.test(feed, inode));
                }
            }
        });
    }

    public Optional<TailedFileProgress> resume(String feed, int shard, String file) {
        return lines.get(feed)[shard].resume(file);
    }

    public TailedFileProgress begin(String feed, int shard, String file) {
        return lines.get(feed)[shard].begin(file);
    }

    public void restart(String feed, int shard, TailedFileProgress progress, String file) {
        lines.get(feed)[shard].restart(progress, file);
    }

    /** The growing file is handed over. */
    public void forget(String feed, int shard, TailedFileProgress progress) {
        lines.get(feed)[shard].forget(progress);
    }

    /** The growing file is gone, and may come back. */
    public void release(String feed, int shard, TailedFileProgress progress) {
        lines.get(feed)[shard].release(progress);
    }

    private PublishedFingerprints pages(FoundFile file) {
        return documents.get(file.directory().feed())[file.shard()];
    }

    private static String name(String feed, int shard) {
        return feed + "/" + shard;
    }
}
