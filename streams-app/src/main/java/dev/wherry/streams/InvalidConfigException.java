package dev.wherry.streams;

import java.util.List;

/** The options cannot be used. Its message names every fault. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidConfigException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
