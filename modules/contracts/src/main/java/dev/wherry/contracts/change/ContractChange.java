package dev.wherry.contracts.change;

/**
 * A difference between a contract and the one that the state of its type was built with.
 *
 * @param pointer the JSON pointer of the place in the contract; {@code /schema} for its schema, empty for all of it
 * @param detail what was changed to what and, unless rows are concerned, what that means; without a period
 */
public record ContractChange(String type, String pointer, Effect effect, String detail) {
    /** One sentence that says what has changed, and what has to be done. */
    public String sentence() {
        return switch (effect) {
            case NONE ->
                pointer.isEmpty()
                        ? "The contract %s %s.".formatted(type, detail)
                        : "%s of the contract %s %s.".formatted(pointer, type, detail);
            case INCOMPLETE_ROWS ->
                "%s of the contract %s was added after rows had been written: they lack it until `wherry rebuild %s`."
                        .formatted(pointer, type, type);
            case STALE_ROWS ->
                "%s of the contract %s has changed after rows had been written: they follow the former contract until `wherry rebuild %s`."
                        .formatted(pointer, type, type);
            case OTHER_STATE ->
                "%s of the contract %s %s, with which the stored state cannot be continued: undo the change, or run `wherry rebuild`, which builds everything again."
                        .formatted(pointer, type, detail);
        };
    }
}
