package dev.wherry.generator.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of documents. */
public enum DocumentType {
    BALANCE_TRANSACTION,
    CHARGE,
    CUSTOMER,
    DISPUTE,
    EVENT,
    REFUND;

    /** The value of {@code object} in its documents. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of such a name. */
    static Optional<DocumentType> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst();
    }
}
