package dev.wherry.bench.micro;

import dev.wherry.source.document.JsonCompleteness;
import org.openjdk.jmh.annotations.Benchmark;

/** Whether a file holds a whole document. In the scanner's own package, which is nobody else's business. */
public class CompletenessBenchmark {
    @Benchmark
    public boolean ours(CardState card) {
        return JsonCompleteness.isComplete(card.event());
    }

    /** The sum of its bytes, which the compiler knows how to make many at a time of. */
    @Benchmark
    public int limit(CardState card) {
        int sum = 0;
        for (byte each : card.event()) {
            sum += each;
        }
        return sum;
    }
}
