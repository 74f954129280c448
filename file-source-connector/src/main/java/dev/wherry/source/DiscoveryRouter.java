package dev.wherry.source;

import dev.wherry.source.discover.DiscoveryListener;
import dev.wherry.source.discover.FeedDirectory;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.discover.KnownFiles;
import dev.wherry.source.document.Documents;
import dev.wherry.source.progress.Progress;
import dev.wherry.source.tail.TailedFiles;
import dev.wherry.split.FileKind;
import java.util.Optional;

/** Passes found files on to the documents or the tailed files. */
record DiscoveryRouter(Documents documents, TailedFiles tailedFiles, Progress progress)
        implements DiscoveryListener, KnownFiles {
    @Override
    public void documentReported(FoundFile file) {
        documents.reportedByWatch(file);
    }

    @Override
    public void documentFound(FoundFile file) {
        documents.foundByScan(file);
    }

    @Override
    public void tailedFileFound(FoundFile file, long inode, String name, FileKind kind) {
        tailedFiles.found(file, inode, name, kind);
    }

    @Override
    public void scanEnded(boolean complete) {
        documents.scanEnded();
        tailedFiles.scanEnded(complete);
        if (complete) {
            progress.scanEnded((feed, inode) -> tailedFiles.nameOf(feed, inode).isPresent());
        }
    }

    @Override
    public boolean any(FeedDirectory directory) {
        return tailedFiles.any(directory.feed()) || progress.anyTailed(directory.feed());
    }

    @Override
    public Optional<String> nameOf(FeedDirectory directory, long inode) {
        return tailedFiles
                .nameOf(directory.feed().name(), inode)
                .or(() -> progress.nameOf(directory.feed(), directory.shardOfInode(inode), inode));
    }
}
