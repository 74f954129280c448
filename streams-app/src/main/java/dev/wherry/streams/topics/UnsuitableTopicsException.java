package dev.wherry.streams.topics;

import java.util.List;

/** Existing topics that the pipeline cannot use. The message names every problem and its remedy, one a line. */
public final class UnsuitableTopicsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsuitableTopicsException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
