package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Files in order, taken away from the front. */
final class SortedRun {
    /** By their first files; neither may be empty. */
    static final Comparator<SortedRun> OLDEST_FIRST = Comparator.comparing(SortedRun::first, FoundFile.OLDEST_FIRST);

    private final FoundFile[] files;
    private int next;

    SortedRun(List<FoundFile> unsorted) {
        files = unsorted.toArray(FoundFile[]::new);
        Arrays.sort(files, FoundFile.OLDEST_FIRST);
    }

    private FoundFile first() {
        return files[next];
    }

    FoundFile remove() {
        FoundFile file = files[next];
        // Lets go of it at once: a million of them are worth it.
        files[next] = null;
        next++;
        return file;
    }

    boolean isEmpty() {
        return next == files.length;
    }
}
