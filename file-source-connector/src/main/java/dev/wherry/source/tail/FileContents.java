package dev.wherry.source.tail;

import dev.wherry.source.disk.CompressedFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.split.Content;
import dev.wherry.split.DecompressedContent;
import dev.wherry.split.EventSplitter;
import dev.wherry.split.ExpansionLimit;
import dev.wherry.split.Limits;
import dev.wherry.split.SplitPosition;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Opens the contents of files, and their splitters. */
final class FileContents {
    private static final Limits ANYTHING = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, false, () -> false);

    private final Disk disk;
    private final int maxEventBytes;
    private final Map<FileRule, EventSplitter> splitters = new HashMap<>();

    FileContents(Disk disk, int maxEventBytes) {
        this.disk = disk;
        this.maxEventBytes = maxEventBytes;
    }

    EventSplitter splitter(TailedFile file) {
        return splitters.computeIfAbsent(file.kind().rule(), rule -> new EventSplitter(rule, maxEventBytes));
    }

    /** The decompressed content, which stays open until the file closes it. */
    Content decompressed(TailedFile file) {
        if (file.decompressed() == null) {
            file.decompressing(new DecompressedContent(
                    file.kind().compression(),
                    new CompressedFile(disk, () -> file.location().path()),
                    maxEventBytes,
                    ExpansionLimit.DEFAULT));
        }
        return file.decompressed();
    }

    /** Whether the file cannot grow, so that even a short first line cannot change. */
    boolean isComplete(TailedFile file, Content content) throws IOException {
        boolean canBeComplete = file.kind().isCompressed() || file.kind().rule().format() == Format.ARRAY;
        return canBeComplete
                && splitter(file)
                        .read(content, splitter(file).start(SplitPosition.START), ANYTHING)
                        .isComplete();
    }
}
