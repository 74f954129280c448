package dev.wherry.streams.topics;

import java.util.List;

/** Topics exist that the pipeline cannot use. Its message names them all, each with what to do. */
public final class UnsuitableTopicsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsuitableTopicsException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
