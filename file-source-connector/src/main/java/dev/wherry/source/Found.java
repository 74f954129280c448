package dev.wherry.source;

import dev.wherry.source.discover.Finds;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.document.Documents;
import dev.wherry.source.lines.LinesFiles;
import dev.wherry.source.progress.Progress;

/** Passes what is found to those whom it concerns. */
record Found(Documents documents, LinesFiles lines, Progress progress) implements Finds {
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
