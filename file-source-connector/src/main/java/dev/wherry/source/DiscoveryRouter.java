package dev.wherry.source;

import dev.wherry.source.discover.DiscoveryListener;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.document.Documents;
import dev.wherry.source.lines.TailedFiles;
import dev.wherry.source.progress.Progress;

/** Passes found files on to the documents or the tailed files. */
record DiscoveryRouter(Documents documents, TailedFiles tailedFiles, Progress progress) implements DiscoveryListener {
    @Override
    public void documentReported(FoundFile file) {
        documents.reportedByWatch(file);
    }

    @Override
    public void documentFound(FoundFile file) {
        documents.foundByScan(file);
    }

    @Override
    public void linesFound(FoundFile file, long inode) {
        tailedFiles.found(file, inode);
    }

    @Override
    public void scanEnded(boolean complete) {
        documents.scanEnded();
        tailedFiles.scanEnded(complete);
        if (complete) {
            progress.scanEnded(tailedFiles::isTailed);
        }
    }
}
