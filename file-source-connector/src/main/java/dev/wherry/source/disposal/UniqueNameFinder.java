package dev.wherry.source.disposal;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileNames;
import java.io.IOException;
import java.nio.file.Path;

/** Finds a name that nothing bears: the wanted one, or the wanted one with .1, .2 and so on. */
final class UniqueNameFinder {
    private final Disk disk;

    UniqueNameFinder(Disk disk) {
        this.disk = disk;
    }

    /** Asks few times even where thousands are taken, as by a file that is written anew every second. */
    Path like(Path wanted) throws IOException {
        if (!disk.exists(wanted)) {
            return wanted;
        }
        int taken = 0;
        int free = 1;
        while (disk.exists(numbered(wanted, free))) {
            taken = free;
            free *= 2;
        }
        while (free - taken > 1) {
            int middle = taken + (free - taken) / 2;
            if (disk.exists(numbered(wanted, middle))) {
                taken = middle;
            } else {
                free = middle;
            }
        }
        return numbered(wanted, free);
    }

    private static Path numbered(Path wanted, int number) {
        return FileNames.renamed(wanted, "", "." + number);
    }
}
