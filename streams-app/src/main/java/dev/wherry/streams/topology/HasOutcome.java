package dev.wherry.streams.topology;

import dev.wherry.wire.Origin;
import dev.wherry.wire.Outcome;

/** A raw event whose outcome is known, so that the ledger and the receipt of its file count it. */
interface HasOutcome {
    String feed();

    Origin origin();

    /** The header {@link dev.wherry.wire.Headers#READING}; null if the event has none. */
    byte[] reading();

    Outcome outcome();
}
