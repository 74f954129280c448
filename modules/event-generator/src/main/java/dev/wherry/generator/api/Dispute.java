package dev.wherry.generator.api;

/** Somebody disputes a charge. */
record Dispute(String id, long created, long amount, String charge, String reason, String status) {}
