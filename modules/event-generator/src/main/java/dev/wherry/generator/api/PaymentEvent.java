package dev.wherry.generator.api;

/** Something happened to an object. */
record PaymentEvent(String id, long created, String type, String object, String objectId) {}
