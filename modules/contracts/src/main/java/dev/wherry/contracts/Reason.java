package dev.wherry.contracts;

/**
 * Why an event is invalid.
 *
 * @param code the kind of reason, for example {@code malformed_json}, {@code required}, {@code type}
 * @param pointer the location in the event as a JSON pointer; for a missing property, its expected location; empty for
 *     the whole event
 * @param message one sentence for a person, without values of the event
 */
public record Reason(String code, String pointer, String message) {}
