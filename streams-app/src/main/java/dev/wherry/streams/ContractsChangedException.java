package dev.wherry.streams;

import java.util.List;

/** Contracts with which the stored state cannot be continued. The message names each change and its remedy, one a line. */
public final class ContractsChangedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ContractsChangedException(List<String> refusals) {
        super(String.join("\n", refusals));
    }
}
