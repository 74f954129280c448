package dev.wherry.streams;

import java.util.List;

/** The options are invalid. The message names every problem, one a line. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidConfigException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
