package dev.wherry.cli;

import dev.wherry.pipeline.Pipeline;
import dev.wherry.pipeline.PipelineSnapshot;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Prints what is wrong in an inbox when there is more of it than ever before. A sentence whose number has changed is not news: a
 * writer may add a file a second.
 */
final class InboxNotices {
    private final PrintWriter out;
    private final Set<String> printed = new HashSet<>();
    private int most;

    InboxNotices(PrintWriter out) {
        this.out = out;
    }

    /** Shows a snapshot in the status line, and then what is new in the inbox. Not for a run that ends with a verdict, which has it. */
    Consumer<PipelineSnapshot> after(StatusLine line, Pipeline pipeline) {
        return snapshot -> {
            line.show(snapshot);
            print(pipeline.inboxProblems(), line);
        };
    }

    /** @param line is ended before anything is printed */
    void print(Collection<String> problems, StatusLine line) {
        if (problems.size() > most) {
            most = problems.size();
            line.end();
            problems.stream().filter(printed::add).forEach(out::println);
            out.flush();
        }
    }
}
