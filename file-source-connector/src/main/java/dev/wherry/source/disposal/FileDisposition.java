package dev.wherry.source.disposal;

import dev.wherry.source.discover.FoundFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Removes a published file from the inbox. */
interface FileDisposition {
    /**
     * Removes the file from the inbox.
     *
     * @param oversize whether the file holds more than was published
     * @param touched receives the directories that were changed and must be synced
     * @return false if the file was written to or replaced at the last moment, and is still or again in the inbox
     * @throws java.nio.file.NoSuchFileException if it no longer exists
     */
    boolean dispose(FoundFile file, boolean oversize, Set<Path> touched) throws IOException;
}
