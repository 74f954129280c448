package dev.wherry.cli;

import dev.wherry.audit.AuditReport;
import dev.wherry.wire.Outcome;
import java.io.PrintWriter;

/** Prints what an audit found. */
final class AuditReportPrinter {
    private AuditReportPrinter() {}

    static void print(AuditReport report, PrintWriter out) {
        out.println("%-20s %12s %12s %12s %12s %12s %12s"
                .formatted("feed", "raw", "of it valid", "accepted", "superseded", "duplicate", "invalid"));
        report.feeds()
                .forEach((name, feed) -> out.println("%-20s %12d %12d %12d %12d %12d %12d"
                        .formatted(
                                name,
                                feed.raw(),
                                feed.valid(),
                                feed.count(Outcome.ACCEPTED),
                                feed.count(Outcome.SUPERSEDED),
                                feed.count(Outcome.DUPLICATE),
                                feed.count(Outcome.INVALID))));
        out.println();
        remarks(report, out);
        report.differences().forEach(out::println);
        if (report.total() > report.differences().size()) {
            out.println("... and %,d more"
                    .formatted(report.total() - report.differences().size()));
        }
        if (report.balances()) {
            out.println("The books balance.");
        } else {
            out.println("The books do not balance: %,d differences.".formatted(report.total()));
            if (report.moving()) {
                out.println("The pipeline was still at work, so some of them may be events that are under way: audit it"
                        + " again when it rests, or with a longer --patience.");
            }
        }
        out.flush();
    }

    private static void remarks(AuditReport report, PrintWriter out) {
        if (report.publishedTwice() > 0) {
            out.println("%,d raw events are in their topic again, with the same file, offset, time and bytes:"
                    .formatted(report.publishedTwice()));
            report.publishedTwiceNamed().forEach(event -> out.println("  " + event));
        }
        if (report.late() > 0) {
            out.println("%,d raw events came after the audit had begun; their keys are not judged."
                    .formatted(report.late()));
        }
        if (report.undecided() > 0) {
            out.println("%,d keys have more tied events than the streams app holds; any of these is taken for right."
                    .formatted(report.undecided()));
        }
        if (report.refused() > 0) {
            out.println("%,d keys have a last event that PostgreSQL refused.".formatted(report.refused()));
        }
    }
}
