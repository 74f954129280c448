package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;

/** A row that its table cannot store, and why. */
public record RejectedRow<R>(R row, Reason reason) {}
