package dev.wherry.cli;

import dev.wherry.pipeline.Reconciliation;
import dev.wherry.wire.Outcome;
import java.io.PrintWriter;
import java.util.TreeMap;

/** Prints the counts of a reconciliation. */
final class ReconciliationPrinter {
    private ReconciliationPrinter() {}

    static void print(Reconciliation reconciliation, PrintWriter out) {
        out.println("%-20s %12s %12s %12s %12s %12s %12s"
                .formatted("feed", "raw", "accepted", "superseded", "duplicate", "skipped", "invalid"));
        new TreeMap<>(reconciliation.feeds())
                .forEach((name, feed) -> out.println("%-20s %12d %12d %12d %12d %12d %12d"
                        .formatted(
                                name,
                                feed.raw(),
                                feed.count(Outcome.ACCEPTED),
                                feed.count(Outcome.SUPERSEDED),
                                feed.count(Outcome.DUPLICATE),
                                feed.count(Outcome.SKIPPED),
                                feed.count(Outcome.INVALID))));
        out.println();
        out.println("%-20s %12s %12s %12s".formatted("table", "keys", "rows", "rejected"));
        new TreeMap<>(reconciliation.types()).forEach((name, type) -> {
            printTable(type, out);
            if (reconciliation.histories().containsKey(name)) {
                printTable(reconciliation.histories().get(name), out);
            }
        });
        out.println();
        out.flush();
    }

    private static void printTable(Reconciliation.Type table, PrintWriter out) {
        out.println("%-20s %12d %12d %12d".formatted(table.table(), table.keys(), table.rows(), table.rejected()));
    }
}
