package dev.wherry.contracts;

/**
 * Why an event is invalid.
 *
 * @param code what kind of reason, in snake case: for example {@code malformed_json}, {@code required}, {@code type}
 * @param pointer the place in the event as a JSON pointer; for a missing property, where it should stand; empty for the event as a whole
 * @param message one sentence for a person; holds no value of the event beyond what is needed to understand it
 */
public record Reason(String code, String pointer, String message) {}
