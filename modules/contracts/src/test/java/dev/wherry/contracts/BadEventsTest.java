package dev.wherry.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.testing.badinput.BadEvent;
import dev.wherry.testing.badinput.Corpus;
import dev.wherry.testing.badinput.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event has an outcome, whatever its bytes are, and what is valid makes a row. */
class BadEventsTest {
    private final Catalog catalog = Catalog.load(ContractFiles.SHIPPED);
    private final EventValidator validator = catalog.validator("cards");
    private final RowReader rows = catalog.rowReader(catalog.contracts().get(0));

    static Stream<BadEvent> events() {
        return Corpus.events().stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void everyEventOfTheCorpusHasItsOutcome(BadEvent event) {
        Verdict verdict = validator.validate(event.bytes(), OptionalLong.empty());

        if (event.isValid()) {
            Verdict.Valid valid = assertInstanceOf(Verdict.Valid.class, verdict, verdict::toString);
            assertEquals(Long.toString(event.id()), new String(valid.key(), StandardCharsets.UTF_8));
            assertEquals(event.id(), rows.read(event.bytes())[0]);
        } else {
            List<Reason> reasons =
                    assertInstanceOf(Verdict.Invalid.class, verdict).reasons();
            assertTrue(reasons.stream().anyMatch(reason -> reason.code().equals(event.outcome())), reasons::toString);
        }
    }

    @Test
    void whateverTheBytesTheyHaveAnOutcome() {
        List<byte[]> seeds = Corpus.files().stream().map(BadEvent::bytes).toList();

        Fuzz.of("events", 20_000).run(seeds, event -> {
            Verdict verdict = validator.validate(event, OptionalLong.empty());
            if (verdict instanceof Verdict.Valid valid) {
                assertEquals(rows.read(event)[0].toString(), new String(valid.key(), StandardCharsets.UTF_8));
            } else {
                assertReasons(assertInstanceOf(Verdict.Invalid.class, verdict).reasons());
            }
        });
    }

    /** They travel in the headers of records, which are bounded, and end in a table. */
    private static void assertReasons(List<Reason> reasons) {
        assertTrue(!reasons.isEmpty() && reasons.size() <= 101, () -> reasons.size() + " reasons");
        reasons.forEach(reason -> assertTrue(
                !reason.code().isEmpty()
                        && reason.pointer().length() + reason.message().length() < 2_100,
                reason::toString));
    }
}
