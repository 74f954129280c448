package dev.wherry.cli;

import dev.wherry.audit.AuditReport;
import dev.wherry.wire.Outcome;
import java.io.PrintWriter;

/** Prints the report of an audit. */
final class AuditReportPrinter {
    private AuditReportPrinter() {}

    static void print(AuditReport report, PrintWriter out) {
        printFindings(report, out);
        if (report.isBalanced()) {
            out.println("The books balance.");
        } else if (report.changedContracts().isEmpty()) {
            out.println("The books do not balance: %,d differences.".formatted(report.total()));
        }
        out.flush();
    }

    /** Prints everything but the conclusion. */
    static void printFindings(AuditReport report, PrintWriter out) {
        report.changedContracts().forEach(out::println);
        if (report.changedContracts().isEmpty()) {
            printComparison(report, out);
        }
    }

    private static void printComparison(AuditReport report, PrintWriter out) {
        out.println("%-20s %12s %12s %12s %12s %12s %12s %12s"
                .formatted("feed", "raw", "valid", "accepted", "superseded", "duplicate", "skipped", "invalid"));
        report.feeds()
                .forEach((name, feed) -> out.println("%-20s %12d %12d %12d %12d %12d %12d %12d"
                        .formatted(
                                name,
                                feed.raw(),
                                feed.valid(),
                                feed.count(Outcome.ACCEPTED),
                                feed.count(Outcome.SUPERSEDED),
                                feed.count(Outcome.DUPLICATE),
                                feed.count(Outcome.SKIPPED),
                                feed.count(Outcome.INVALID))));
        out.println();
        printRemarks(report, out);
        report.differences().forEach(out::println);
        if (report.total() > report.differences().size()) {
            out.println("... and %,d more"
                    .formatted(report.total() - report.differences().size()));
        }
        if (report.moving() && !report.isBalanced()) {
            out.println(
                    "The pipeline was still processing, so some differences may be events in flight: repeat the audit"
                            + " when the pipeline is idle, or with a longer --patience.");
        }
    }

    private static void printRemarks(AuditReport report, PrintWriter out) {
        report.notices().forEach(out::println);
        if (report.publishedTwice() > 0) {
            out.println("%,d raw events were published again, with the same file, offset, modification time and bytes:"
                    .formatted(report.publishedTwice()));
            report.publishedTwiceNamed().forEach(event -> out.println("  " + event));
        }
        if (report.lateEvents() > 0) {
            out.println("%,d raw events arrived after the audit started; their keys are not checked."
                    .formatted(report.lateEvents()));
        }
        if (report.undecidedKeys() > 0) {
            out.println("%,d keys have more tied events than the streams app keeps; any of them is accepted."
                    .formatted(report.undecidedKeys()));
        }
        if (report.rejectedKeys() > 0) {
            out.println("%,d keys have a last event that PostgreSQL rejected.".formatted(report.rejectedKeys()));
        }
        if (report.rejectedEvents() > 0) {
            out.println(
                    "%,d events of event tables and histories are in the quarantine: PostgreSQL rejected them, or their key has another"
                                    .formatted(report.rejectedEvents())
                            + " event.");
        }
    }
}
