package dev.wherry.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import java.io.IOException;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the streams app does with an event first: parse, hold to schema and columns, read key, version and identity. */
@State(Scope.Thread)
public class ValidationBenchmark {
    private final ObjectMapper json = new ObjectMapper();
    private EventValidator validator;

    @Setup
    public void load(CardState card) {
        validator = card.catalog().validator("cards");
    }

    @Benchmark
    public Verdict ours(CardState card) {
        Verdict verdict = validator.validate(card.event(), OptionalLong.empty());
        if (!(verdict instanceof Verdict.Valid)) {
            throw new IllegalStateException(verdict.toString());
        }
        return verdict;
    }

    /** Jackson makes a tree of it, and nothing else is done. */
    @Benchmark
    public JsonNode limit(CardState card) throws IOException {
        return json.readTree(card.event());
    }
}
