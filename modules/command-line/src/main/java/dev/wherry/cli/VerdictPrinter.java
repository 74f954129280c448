package dev.wherry.cli;

import dev.wherry.pipeline.RunVerdict;
import java.io.PrintWriter;
import java.util.List;

/** Prints the verdict at the end of a run: the counts, then either that the books balance, or everything that is wrong. */
final class VerdictPrinter {
    private VerdictPrinter() {}

    /** Returns the exit code. */
    static int print(RunVerdict verdict, PrintWriter out) {
        verdict.books().ifPresent(books -> ReconciliationPrinter.print(books, out));
        return print(verdict.problems(), out);
    }

    /** Returns the exit code. */
    static int print(List<String> problems, PrintWriter out) {
        if (problems.isEmpty()) {
            out.println("The books balance.");
        } else {
            out.println("Something is wrong:");
            problems.forEach(problem -> out.println("- " + problem.replace("\n", "\n  ")));
            out.println("Exit code %d: not everything is in the warehouse as it should be."
                    .formatted(ExitCode.CHECK_FAILED));
        }
        out.flush();
        return problems.isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}
