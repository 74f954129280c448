package dev.wherry.source.disposal;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileNames;
import java.io.IOException;
import java.nio.file.Path;

/** Finds an unused name: the preferred one, or the preferred one with suffix .1, .2 and so on. */
final class UniqueNameFinder {
    private final Disk disk;

    UniqueNameFinder(Disk disk) {
        this.disk = disk;
    }

    /** Searches by doubling and bisection: few system calls even where thousands of numbers are used. */
    Path find(Path preferred) throws IOException {
        if (!disk.exists(preferred)) {
            return preferred;
        }
        int taken = 0;
        int free = 1;
        while (disk.exists(numbered(preferred, free))) {
            taken = free;
            free *= 2;
        }
        while (free - taken > 1) {
            int middle = taken + (free - taken) / 2;
            if (disk.exists(numbered(preferred, middle))) {
                taken = middle;
            } else {
                free = middle;
            }
        }
        return numbered(preferred, free);
    }

    private static Path numbered(Path preferred, int number) {
        return FileNames.renamed(preferred, "", "." + number);
    }
}
