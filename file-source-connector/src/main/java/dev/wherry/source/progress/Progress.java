package dev.wherry.source.progress;

import dev.wherry.connect.progress.ClosedReading;
import dev.wherry.connect.progress.PartitionOffset;
import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.discover.ShardAssignment;
import dev.wherry.source.feed.Feed;
import java.util.ArrayList;
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
    private final Map<String, TailedFileSlots[]> tailed = new HashMap<>();
    private final List<ClosedReading> closed = new ArrayList<>();

    private Progress() {}

    /**
     * Reads the stored progress of one task.
     *
     * @throws ConnectException if an offset was not written by this connector
     */
    public static Progress load(OffsetStorageReader reader, Collection<Feed> feedsOfTask, ShardAssignment assignment) {
        StoredOffsets stored = new StoredOffsets(reader);
        List<String> feeds = feedsOfTask.stream().map(Feed::name).toList();
        List<String> names = feeds.stream()
                .flatMap(feed -> assignment.shards().stream().map(shard -> name(feed, shard)))
                .toList();
        Map<String, List<Map<String, Object>>> pages = stored.read(names, PublishedFingerprints::partition);
        Map<String, List<Map<String, Object>>> slots = stored.read(names, TailedFileSlots::partition);
        Progress progress = new Progress();
        for (String feed : feeds) {
            PublishedFingerprints[] documentShards = new PublishedFingerprints[ShardAssignment.SHARDS];
            TailedFileSlots[] tailedShards = new TailedFileSlots[ShardAssignment.SHARDS];
            for (int shard : assignment.shards()) {
                String name = name(feed, shard);
                try {
                    documentShards[shard] = new PublishedFingerprints(name, pages.get(name));
                    tailedShards[shard] = new TailedFileSlots(feed, name, slots.get(name), progress.closed::add);
                } catch (IllegalArgumentException e) {
                    throw new ConnectException(
                            "This connector did not write the stored offsets of " + name + " (" + e.getMessage()
                                    + "). Reset them with DELETE /connectors/<name>/offsets; all files in the inbox are"
                                    + " then published again.",
                            e);
                }
            }
            progress.documents.put(feed, documentShards);
            progress.tailed.put(feed, tailedShards);
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
     * @param isTailed whether a tailed file of that feed has that inode
     */
    public void scanEnded(BiPredicate<String, Long> isTailed) {
        for (PublishedFingerprints[] shards : documents.values()) {
            for (PublishedFingerprints published : shards) {
                if (published != null) {
                    published.scanEnded();
                }
            }
        }
        tailed.forEach((feed, shards) -> {
            for (TailedFileSlots slots : shards) {
                if (slots != null) {
                    slots.scanEnded(inode -> isTailed.test(feed, inode));
                }
            }
        });
    }

    /** The stored progress of a tailed file. */
    public Optional<TailedFileProgress> resume(Feed feed, int shard, String identity) {
        return slots(feed, shard).resume(identity);
    }

    /** The name under which a tailed file with that inode was first read; empty if none is known. */
    public Optional<String> nameOf(Feed feed, int shard, long inode) {
        TailedFileSlots slots = slots(feed, shard);
        return slots == null ? Optional.empty() : slots.nameOf(inode);
    }

    /** Whether progress of any tailed file of the feed is stored. */
    public boolean anyTailed(Feed feed) {
        for (TailedFileSlots slots : tailed.get(feed.name())) {
            if (slots != null && !slots.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The progress of a new tailed file.
     *
     * @param path relative to the inbox
     */
    public TailedFileProgress begin(Feed feed, int shard, String identity, String fileName, String path) {
        return slots(feed, shard).begin(identity, fileName, path);
    }

    /**
     * The tailed file has another identity now, and must be read from its start.
     *
     * @param path relative to the inbox
     */
    public void restart(
            Feed feed, int shard, TailedFileProgress progress, String identity, String fileName, String path) {
        slots(feed, shard).restart(progress, identity, fileName, path);
    }

    /**
     * Removes and returns the readings that ended because the content of their files is gone. They must be published in
     * the next batch: a restart would find them again only until another file's progress takes their place.
     */
    public List<ClosedReading> takeClosed() {
        List<ClosedReading> taken = List.copyOf(closed);
        closed.clear();
        return taken;
    }

    /** The tailed file is disposed of. */
    public void forget(Feed feed, int shard, TailedFileProgress progress) {
        slots(feed, shard).forget(progress);
    }

    /** The tailed file is gone, and may return. */
    public void release(Feed feed, int shard, TailedFileProgress progress) {
        slots(feed, shard).release(progress);
    }

    /** Null if another task owns the shard. */
    private TailedFileSlots slots(Feed feed, int shard) {
        return tailed.get(feed.name())[shard];
    }

    private PublishedFingerprints fingerprints(FoundFile file) {
        return documents.get(file.feed().name())[file.shard()];
    }

    private static String name(String feed, int shard) {
        return feed + "/" + shard;
    }
}
