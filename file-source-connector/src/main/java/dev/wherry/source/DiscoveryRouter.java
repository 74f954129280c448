package dev.wherry.source;

import dev.wherry.source.discover.DiscoveryListener;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.document.Documents;
import dev.wherry.source.lines.TailedFiles;
import dev.wherry.source.progress.Progress;

/** Passes what is found to those whom it concerns. */
record DiscoveryRouter(Documents documents, TailedFiles lines, Progress progress) implements DiscoveryListener {
    @Override
    public void documentNamed(FoundFile file) {
        documents.named(file);
    }

    @Override
    public void documentSeen(FoundFile file) {
        documents.seen(file);
    }

    @Override
    public void linesSeen(FoundFile file, long inode) {
        lines.seen(file, inode);
    }

    @Override
    public void scanned(boolean complete) {
        documents.scanned();
        lines.scanned(complete);
        if (complete) {
            progress.scanned(lines::follows);
        }
    }
}
