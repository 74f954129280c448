package dev.wherry.streams.topology;

import dev.wherry.wire.Outcome;

/** A raw event whose outcome is known, so that the ledger counts it. */
interface HasOutcome {
    String feed();

    Outcome outcome();
}
