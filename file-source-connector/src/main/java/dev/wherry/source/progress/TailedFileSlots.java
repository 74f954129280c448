package dev.wherry.source.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * How far each growing file of one feed and shard is published: one slot, that is one source partition, a file. A slot
 * whose file is gone goes to the next new file, lowest first, so that there are never more slots than files at one time
 * and all of them can be found at a start. Until then it keeps what it holds, in case the file comes back.
 */
final class TailedFileSlots {
    static final String PARTITION = "lines";
    private static final String FILE = "file";
    private static final String POSITION = "position";
    private static final String CUT = "cut";
    private static final String NO_FILE = "";

    private final String name;
    private final List<TailedFileProgress> slots = new ArrayList<>();
    private final Map<String, TailedFileProgress> byFile = new HashMap<>();

    TailedFileSlots(String name, List<Map<String, Object>> stored) {
        this.name = name;
        for (Map<String, Object> slot : stored) {
            TailedFileProgress progress =
                    add(slot == null ? new TailedFileProgress(slots.size(), NO_FILE, 0, false) : read(slots.size(), slot));
            // A worker that is not exactly-once can leave a file in two slots; the earlier position loses nothing.
            byFile.merge(progress.file(), progress, (one, other) -> one.position() <= other.position() ? one : other);
        }
    }

    /** Throws IllegalArgumentException for anything that {@link #render} does not make. */
    private static TailedFileProgress read(int number, Map<String, Object> slot) {
        if (!(slot.get(FILE) instanceof String file)
                || !(slot.get(POSITION) instanceof Number position)
                || position.longValue() < 0) {
            throw new IllegalArgumentException("slot " + number + " holds no file and position");
        }
        if (!file.equals(NO_FILE)) {
            TailedFileIdentity.inode(file);
        }
        return new TailedFileProgress(number, file, position.longValue(), Boolean.TRUE.equals(slot.get(CUT)));
    }

    static Map<String, String> partition(String name, int slot) {
        return Map.of(PARTITION, name + "/" + slot);
    }

    /** The progress of a file that has one and that nobody else follows. */
    Optional<TailedFileProgress> resume(String file) {
        TailedFileProgress found = byFile.get(file);
        if (found == null || found.isInUse() || !found.file().equals(file)) {
            return Optional.empty();
        }
        found.use();
        return Optional.of(found);
    }

    /** A new file's progress, at its start. */
    TailedFileProgress begin(String file) {
        TailedFileProgress progress = slots.stream()
                .filter(slot -> slot.isFree() || isSuperseded(slot, file))
                .findFirst()
                .orElseGet(() -> add(new TailedFileProgress(slots.size(), file, 0, false)));
        byFile.remove(progress.file(), progress);
        restart(progress, file);
        progress.use();
        return progress;
    }

    /** An inode is one file's at a time: whose slot bears it without being its is gone. */
    private static boolean isSuperseded(TailedFileProgress slot, String file) {
        return !slot.isInUse()
                && !slot.file().equals(NO_FILE)
                && TailedFileIdentity.inode(slot.file()) == TailedFileIdentity.inode(file);
    }

    void restart(TailedFileProgress progress, String file) {
        byFile.remove(progress.file(), progress);
        progress.restart(file);
        byFile.put(file, progress);
    }

    /** The file is handed over. Whatever gets its inode next is another one, even if it has the same first line. */
    void forget(TailedFileProgress progress) {
        byFile.remove(progress.file(), progress);
        progress.restart(NO_FILE);
        progress.release();
    }

    /** The file is gone. */
    void release(TailedFileProgress progress) {
        progress.release();
    }

    /**
     * A scan went over everything.
     *
     * @param isThere tells of an inode whether a file with it was met
     */
    void scanned(LongPredicate isThere) {
        for (TailedFileProgress progress : slots) {
            progress.scanned(!progress.file().equals(NO_FILE) && isThere.test(TailedFileIdentity.inode(progress.file())));
        }
    }

    int count() {
        return slots.size();
    }

    private TailedFileProgress add(TailedFileProgress progress) {
        progress.storeIn(
                new PartitionOffset(partition(name, progress.slot()), render(progress), () -> render(progress)));
        slots.add(progress);
        return progress;
    }

    private static Map<String, ?> render(TailedFileProgress progress) {
        return progress.isCut()
                ? Map.of(FILE, progress.file(), POSITION, progress.position(), CUT, true)
                : Map.of(FILE, progress.file(), POSITION, progress.position());
    }
}
