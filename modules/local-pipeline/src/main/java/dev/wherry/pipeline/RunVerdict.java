package dev.wherry.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * The sum of everything that is known at the end of a run.
 *
 * @param books empty if the run was stopped: with events in flight, they never balance
 * @param problems a sentence for each thing that is wrong, with its remedy; it may have several lines
 */
public record RunVerdict(Optional<Reconciliation> books, List<String> problems) {
    public RunVerdict {
        problems = List.copyOf(problems);
    }
}
