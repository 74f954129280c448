package dev.wherry.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.HeaderReader;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The first step of the streams app: parse, validate against schema and columns, extract key, version and identity. */
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
        Verdict verdict = validator.validate(card.event(), HeaderReader.NONE);
        if (!(verdict instanceof Verdict.Valid)) {
            throw new IllegalStateException(verdict.toString());
        }
        return verdict;
    }

    /** Only parses the event to a Jackson tree. */
    @Benchmark
    public JsonNode limit(CardState card) throws IOException {
        return json.readTree(card.event());
    }
}
