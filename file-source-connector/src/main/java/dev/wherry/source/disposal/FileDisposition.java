package dev.wherry.source.disposal;

import dev.wherry.source.discover.FoundFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** What becomes of a file whose events are all published. */
interface FileDisposition {
    /**
     * Takes the file out of the inbox.
     *
     * @param oversize whether the file holds more than was published
     * @param touched gets the directories that were changed
     * @return false if, at the last moment, the file turned out to be another one, which is in the inbox
     * @throws java.nio.file.NoSuchFileException if it is there no more
     */
    boolean finish(FoundFile file, boolean oversize, Set<Path> touched) throws IOException;
}
