package dev.wherry.source.progress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wherry.connect.progress.ClosedReading;
import dev.wherry.connect.progress.OpenReading;
import dev.wherry.connect.progress.PartitionOffset;
import dev.wherry.split.SplitPosition;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * The progress of each growing file of one feed and shard. Every file has one slot, which is one source partition. A
 * new file reuses the lowest slot whose file is gone, so there are never more slots than files at one time, and a
 * restart finds all of them. Until it is reused, a slot keeps its content, in case the file returns.
 */
final class TailedFileSlots {
    static final String PARTITION = "tailed";
    private static final String FILE = "file";
    private static final String NAME = "name";
    private static final String POSITION = "position";
    private static final String LINE = "line";
    private static final String STATE = "state";
    private static final String TAIL = "tail";
    private static final String INCOMPLETE = "incomplete";
    private static final String READING = "reading";
    private static final String PATH = "path";
    private static final String EVENTS = "events";
    private static final String FIRST = "first";
    private static final String LAST = "last";
    private static final String NO_FILE = "";

    private final String feed;
    private final String name;
    private final Consumer<ClosedReading> closed;
    private final List<TailedFileProgress> slots = new ArrayList<>();
    private final Map<String, TailedFileProgress> byIdentity = new HashMap<>();

    /**
     * @param name names the feed and shard
     * @param stored the stored offset of each slot; null where none is stored
     * @param closed receives readings that end because the content of their file is gone
     * @throws IllegalArgumentException if {@link #render} cannot have written an offset
     */
    TailedFileSlots(String feed, String name, List<Map<String, Object>> stored, Consumer<ClosedReading> closed) {
        this.feed = feed;
        this.name = name;
        this.closed = closed;
        for (Map<String, Object> offset : stored) {
            TailedFileProgress progress = add(
                    offset == null
                            ? new TailedFileProgress(slots.size(), NO_FILE, TailedFileProgress.start(NO_FILE), null)
                            : parse(slots.size(), offset));
            // A worker without exactly-once support can leave a file in two slots; the lower position loses nothing.
            byIdentity.merge(progress.identity(), progress, (one, other) -> offset(one) <= offset(other) ? one : other);
        }
    }

    private static long offset(TailedFileProgress progress) {
        return progress.stored().position().offset();
    }

    private static TailedFileProgress parse(int slot, Map<String, Object> offset) {
        if (!(offset.get(FILE) instanceof String identity)
                || !(offset.get(NAME) instanceof String name)
                || !(offset.get(POSITION) instanceof Number position)
                || position.longValue() < 0) {
            throw new IllegalArgumentException("slot " + slot + " has no file, name and position");
        }
        if (!identity.equals(NO_FILE)) {
            TailedFileIdentity.inode(identity);
        }
        SplitPosition.State state = offset.get(STATE) instanceof String text
                ? SplitPosition.State.valueOf(text)
                : SplitPosition.State.OUTSIDE;
        return new TailedFileProgress(
                slot,
                identity,
                new TailedFileProgress.Stored(
                        name,
                        new SplitPosition(position.longValue(), number(offset, LINE), state),
                        number(offset, TAIL),
                        Boolean.TRUE.equals(offset.get(INCOMPLETE))),
                reading(offset));
    }

    private static OpenReading reading(Map<String, Object> offset) {
        return offset.get(READING) instanceof String id && offset.get(PATH) instanceof String path
                ? new OpenReading(
                        id.getBytes(ISO_8859_1),
                        path,
                        number(offset, EVENTS),
                        number(offset, FIRST, OpenReading.NONE),
                        number(offset, LAST, OpenReading.NONE))
                : null;
    }

    private static long number(Map<String, Object> offset, String name) {
        return number(offset, name, 0);
    }

    private static long number(Map<String, Object> offset, String name, long absent) {
        return offset.get(name) instanceof Number number ? number.longValue() : absent;
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

    boolean isEmpty() {
        return slots.isEmpty();
    }

    /** The name under which a file with that inode was first read; empty if there is none. */
    Optional<String> nameOf(long inode) {
        return slots.stream()
                .filter(slot -> !slot.identity().equals(NO_FILE) && TailedFileIdentity.inode(slot.identity()) == inode)
                .map(slot -> slot.stored().name())
                .findFirst();
    }

    /** The progress of a new file, at its start. */
    TailedFileProgress begin(String identity, String fileName, String path) {
        TailedFileProgress progress = slots.stream()
                .filter(slot -> slot.isFree() || isSuperseded(slot, identity))
                .findFirst()
                .orElseGet(() ->
                        add(new TailedFileProgress(slots.size(), identity, TailedFileProgress.start(fileName), null)));
        boolean sameFile =
                isSuperseded(progress, identity) && progress.stored().name().equals(fileName);
        close(progress, sameFile ? Ending.REWRITTEN : Ending.REMOVED);
        restart(progress, identity, fileName, path);
        progress.use();
        return progress;
    }

    /** Only one file has an inode at a time: an unused slot with the same inode belongs to a file that is gone. */
    private static boolean isSuperseded(TailedFileProgress slot, String identity) {
        return !slot.isInUse()
                && !slot.identity().equals(NO_FILE)
                && TailedFileIdentity.inode(slot.identity()) == TailedFileIdentity.inode(identity);
    }

    /** The file has other content, at its start. */
    void restart(TailedFileProgress progress, String identity, String fileName, String path) {
        close(progress, Ending.REWRITTEN);
        byIdentity.remove(progress.identity(), progress);
        progress.restart(identity, fileName, path);
        byIdentity.put(identity, progress);
    }

    private void close(TailedFileProgress progress, Ending ending) {
        FinishedFile finished = progress.abandon(feed, ending);
        if (finished != null) {
            closed.accept(new ClosedReading(finished, progress.offset()));
        }
    }

    /** The file is disposed of. The next file with its inode is a different one, even if the first lines are equal. */
    void forget(TailedFileProgress progress) {
        byIdentity.remove(progress.identity(), progress);
        progress.restart(NO_FILE, NO_FILE, null);
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
            if (progress.isFree()) {
                close(progress, Ending.REMOVED);
            }
        }
    }

    private TailedFileProgress add(TailedFileProgress progress) {
        progress.storeIn(
                new PartitionOffset(partition(name, progress.slot()), render(progress), () -> render(progress)));
        slots.add(progress);
        return progress;
    }

    /** Omits what has its default, because every batch stores this. */
    private static Map<String, ?> render(TailedFileProgress progress) {
        TailedFileProgress.Stored stored = progress.stored();
        Map<String, Object> offset = new HashMap<>();
        offset.put(FILE, progress.identity());
        offset.put(NAME, stored.name());
        offset.put(POSITION, stored.position().offset());
        offset.put(TAIL, stored.tail());
        if (stored.position().line() != 0) {
            offset.put(LINE, stored.position().line());
        }
        if (stored.position().state() != SplitPosition.State.OUTSIDE) {
            offset.put(STATE, stored.position().state().name());
        }
        if (stored.incomplete()) {
            offset.put(INCOMPLETE, true);
        }
        if (progress.reading() != null) {
            putReading(progress.reading(), offset);
        }
        return offset;
    }

    private static void putReading(OpenReading reading, Map<String, Object> offset) {
        offset.put(READING, reading.id());
        offset.put(PATH, reading.path());
        if (reading.events() > 0) {
            offset.put(EVENTS, reading.events());
            offset.put(FIRST, reading.firstOffset());
            offset.put(LAST, reading.lastOffset());
        }
    }
}
