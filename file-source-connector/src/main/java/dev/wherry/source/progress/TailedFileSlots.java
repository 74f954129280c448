package dev.wherry.source.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The progress of each growing file of one feed and shard. Every file has one slot, which is one source partition. A
 * new file reuses the lowest slot whose file is gone, so there are never more slots than files at one time, and a
 * restart finds all of them. Until it is reused, a slot keeps its content, in case the file returns.
 */
final class TailedFileSlots {
    static final String PARTITION = "lines";
    private static final String FILE = "file";
    private static final String POSITION = "position";
    private static final String TRUNCATED = "cut";
    private static final String NO_FILE = "";

    private final String name;
    private final List<TailedFileProgress> slots = new ArrayList<>();
    private final Map<String, TailedFileProgress> byIdentity = new HashMap<>();

    /**
     * @param name names the feed and shard
     * @param stored the stored offset of each slot; null where none is stored
     * @throws IllegalArgumentException if {@link #render} cannot have written an offset
     */
    TailedFileSlots(String name, List<Map<String, Object>> stored) {
        this.name = name;
        for (Map<String, Object> offset : stored) {
            TailedFileProgress progress = add(
                    offset == null
                            ? new TailedFileProgress(slots.size(), NO_FILE, 0, false)
                            : parse(slots.size(), offset));
            // A worker without exactly-once support can leave a file in two slots; the lower position loses nothing.
            byIdentity.merge(
                    progress.identity(), progress, (one, other) -> one.position() <= other.position() ? one : other);
        }
    }

    private static TailedFileProgress parse(int slot, Map<String, Object> offset) {
        if (!(offset.get(FILE) instanceof String identity)
                || !(offset.get(POSITION) instanceof Number position)
                || position.longValue() < 0) {
            throw new IllegalArgumentException("slot " + slot + " has no file and position");
        }
        if (!identity.equals(NO_FILE)) {
            TailedFileIdentity.inode(identity);
        }
        return new TailedFileProgress(slot, identity, position.longValue(), Boolean.TRUE.equals(offset.get(TRUNCATED)));
    }

    static Map<String, String> partition(String name, int slot) {
        return Map.of(PARTITION, name + "/" + slot);
    }

    /** The stored progress of a file, unless another tailed file uses it. */
    Optional<TailedFileProgress> resume(String identity) {
        TailedFileProgress found = byIdentity.get(identity);
        if (found == null || found.isInUse() || !found.identity().equals(identity)) {
            return Optional.empty();
        }
        found.use();
        return Optional.of(found);
    }

    /** The progress of a new file, at position 0. */
    TailedFileProgress begin(String identity) {
        TailedFileProgress progress = slots.stream()
                .filter(slot -> slot.isFree() || isSuperseded(slot, identity))
                .findFirst()
                .orElseGet(() -> add(new TailedFileProgress(slots.size(), identity, 0, false)));
        byIdentity.remove(progress.identity(), progress);
        restart(progress, identity);
        progress.use();
        return progress;
    }

    /** Only one file has an inode at a time: an unused slot with the same inode belongs to a file that is gone. */
    private static boolean isSuperseded(TailedFileProgress slot, String identity) {
        return !slot.isInUse()
                && !slot.identity().equals(NO_FILE)
                && TailedFileIdentity.inode(slot.identity()) == TailedFileIdentity.inode(identity);
    }

    void restart(TailedFileProgress progress, String identity) {
        byIdentity.remove(progress.identity(), progress);
        progress.restart(identity);
        byIdentity.put(identity, progress);
    }

    /** The file is disposed of. The next file with its inode is a different one, even if the first lines are equal. */
    void forget(TailedFileProgress progress) {
        byIdentity.remove(progress.identity(), progress);
        progress.restart(NO_FILE);
        progress.release();
    }

    /** The file is gone, and may return. */
    void release(TailedFileProgress progress) {
        progress.release();
    }

    /**
     * A complete scan ended.
     *
     * @param isTailed whether a tailed file has that inode
     */
    void scanEnded(LongPredicate isTailed) {
        for (TailedFileProgress progress : slots) {
            String identity = progress.identity();
            progress.scanEnded(!identity.equals(NO_FILE) && isTailed.test(TailedFileIdentity.inode(identity)));
        }
    }

    private TailedFileProgress add(TailedFileProgress progress) {
        progress.storeIn(
                new PartitionOffset(partition(name, progress.slot()), render(progress), () -> render(progress)));
        slots.add(progress);
        return progress;
    }

    private static Map<String, ?> render(TailedFileProgress progress) {
        return progress.isTruncated()
                ? Map.of(FILE, progress.identity(), POSITION, progress.position(), TRUNCATED, true)
                : Map.of(FILE, progress.identity(), POSITION, progress.position());
    }
}
