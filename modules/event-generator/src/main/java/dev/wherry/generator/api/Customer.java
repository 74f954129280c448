package dev.wherry.generator.api;

/**
 * Who pays.
 *
 * @param email may be null
 * @param city may be null
 */
record Customer(String id, long created, String name, String email, boolean delinquent, String city) {}
