package dev.wherry.generator.api;

import java.util.List;

/**
 * A payment.
 *
 * @param created in seconds since 1970, as all times are
 * @param amount in the smallest unit of the currency, as all amounts are
 * @param name of the card's owner
 * @param brand of the card
 * @param disputed whether there is a dispute about it
 * @param refunds the newest first
 */
record Charge(
        String id,
        long created,
        long amount,
        String customer,
        String name,
        String brand,
        boolean disputed,
        List<Refund> refunds) {
    static final String CURRENCY = "eur";

    /**
     * Money that is given back.
     *
     * @param reason may be null
     */
    record Refund(String id, long created, long amount, String reason, boolean succeeded, String charge) {}

    Charge {
        refunds = List.copyOf(refunds);
    }

    long amountRefunded() {
        return refunds.stream()
                .filter(Refund::succeeded)
                .mapToLong(Refund::amount)
                .sum();
    }
}
