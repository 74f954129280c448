package dev.wherry.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.value.ProblemCollector;
import dev.wherry.contracts.value.VersionEncoder;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Encodes the version of a parsed event, two timestamps, as bytes whose order is that of the versions. */
@State(Scope.Thread)
public class VersionBenchmark {
    private static final int EVENTS = 256;

    private final JsonNode[] events = new JsonNode[EVENTS];
    private final ProblemCollector problems = new ProblemCollector();
    private VersionEncoder version;
    private int next;

    @Setup
    public void load(CardState card) throws IOException {
        version = new VersionEncoder(card.contract().version(), card.contract().keep());
        for (int i = 0; i < EVENTS; i++) {
            events[i] = new ObjectMapper().readTree(card.event());
        }
    }

    @Benchmark
    public byte[] ours() {
        next = (next + 1) % EVENTS;
        byte[] bytes = version.encode(events[next], problems);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.drain().toString());
        }
        return bytes;
    }
}
