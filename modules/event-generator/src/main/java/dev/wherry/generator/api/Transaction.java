package dev.wherry.generator.api;

import java.util.List;

/**
 * What changed the balance.
 *
 * @param type charge or refund
 * @param source the id of the charge or refund
 */
record Transaction(String id, long created, long amount, String type, String source, List<Fee> fees) {
    /** A part of the fee. */
    record Fee(long amount, String type, String description) {}

    Transaction {
        fees = List.copyOf(fees);
    }

    long fee() {
        return fees.stream().mapToLong(Fee::amount).sum();
    }
}
