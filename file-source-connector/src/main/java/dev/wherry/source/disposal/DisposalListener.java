package dev.wherry.source.disposal;

import dev.wherry.source.discover.FoundFile;

/** Is told what happened to a published file, once that would survive a power failure. */
public interface DisposalListener {
    /** What happened to a published file. */
    enum Outcome {
        /** It is no longer in the inbox. */
        REMOVED,
        /** It was missing: another program moved or deleted it. */
        MISSING,
        /** It was written to or replaced: the inbox holds content that is not published. */
        CHANGED
    }

    void disposed(FoundFile file, Outcome outcome);
}
