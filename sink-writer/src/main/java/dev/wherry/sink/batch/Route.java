package dev.wherry.sink.batch;

/** Where the records of a topic go. */
sealed interface Route {
    /**
     * To a table: the records of {@code state.<type>}, {@code events.<type>}, {@code ledger}, {@code receipts}, {@code contracts}
     * and {@code files}.
     */
    record ToTable(RecordRowFormat format) implements Route {}

    /** To the quarantine: the records of {@code invalid.<feed>}. */
    record ToQuarantine(String feed) implements Route {}
}
