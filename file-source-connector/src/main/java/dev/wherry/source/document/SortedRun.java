package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Files sorted oldest first, removed from the front. */
final class SortedRun {
    /** Compares first files; neither run may be empty. */
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
        // Releases the memory at once: a run holds thousands of files.
        files[next] = null;
        next++;
        return file;
    }

    boolean isEmpty() {
        return next == files.length;
    }
}
