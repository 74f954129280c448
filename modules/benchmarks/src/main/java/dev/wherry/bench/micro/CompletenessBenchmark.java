package dev.wherry.bench.micro;

import dev.wherry.source.document.JsonCompleteness;
import org.openjdk.jmh.annotations.Benchmark;

/** Checks whether a file holds a complete document. */
public class CompletenessBenchmark {
    @Benchmark
    public boolean ours(CardState card) {
        return JsonCompleteness.isComplete(card.event());
    }

    /** The sum of the bytes, a loop that the JIT compiler vectorizes. */
    @Benchmark
    public int limit(CardState card) {
        int sum = 0;
        for (byte value : card.event()) {
            sum += value;
        }
        return sum;
    }
}
