package dev.wherry.split;

import java.io.IOException;

/**
 * Bytes of a content are on their way and not there yet. Nothing is wrong: the same read succeeds later, and a decompressor
 * keeps what it has.
 */
public final class NotLoadedException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotLoadedException() {
        super("not loaded yet");
    }

    /** Thrown often, so it has no stack trace. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
