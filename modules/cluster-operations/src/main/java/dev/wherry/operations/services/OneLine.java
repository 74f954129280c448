package dev.wherry.operations.services;

/** Turns the message of a failure into a part of a sentence. */
final class OneLine {
    private OneLine() {}

    static String of(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceFirst("\\.$", "");
    }
}
