package dev.wherry.generator.api;

import java.util.List;

/** All that happened on a day, in the order in which the API lists it: the same number of each. */
record PaymentDay(
        List<Charge> charges,
        List<Charge.Refund> refunds,
        List<Transaction> transactions,
        List<Customer> customers,
        List<Dispute> disputes,
        List<PaymentEvent> events) {}
