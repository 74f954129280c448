package dev.wherry.contracts.warehouse;

import java.util.List;

/** Rejections that depend on other rows, so that the row may get in later: the sink tries it again. */
public final class OrderDependentRejections {
    /** The reason codes: a foreign key, one that restricts deletions (from PostgreSQL 18 on), a unique value, an exclusion. */
    public static final List<String> CODES =
            List.of("sqlstate_23001", "sqlstate_23503", "sqlstate_23505", "sqlstate_23P01");

    /** A condition on rows of the quarantine, in the words of the index {@code quarantine_retries}, so that it is used. */
    public static final String CONDITION = "reasons -> 0 ->> 'code' IN ('" + String.join("', '", CODES) + "')";

    private OrderDependentRejections() {}
}
