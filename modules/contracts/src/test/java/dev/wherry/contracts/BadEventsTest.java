package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.badinput.BadEvent;
import dev.wherry.testing.badinput.Corpus;
import dev.wherry.testing.badinput.Fuzz;
import dev.wherry.wire.HeaderReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes have an outcome, and every valid event makes a row. */
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
    void everyEventOfTheCorpusHasItsExpectedOutcome(BadEvent event) {
        Verdict verdict = validator.validate(event.bytes(), HeaderReader.NONE);

        if (event.isValid()) {
            Verdict.Valid valid = Verdicts.valid(verdict);
            assertThat(new String(valid.key(), StandardCharsets.UTF_8)).isEqualTo(Long.toString(event.id()));
            assertThat(rows.read(event.bytes())[0]).isEqualTo(event.id());
        } else {
            List<Reason> reasons = Verdicts.invalid(verdict).reasons();
            assertThat(reasons).as(reasons::toString).anyMatch(reason -> reason.code()
                    .equals(event.outcome()));
        }
    }

    @Test
    void anyBytesHaveAnOutcome() {
        List<byte[]> seeds = Corpus.files().stream().map(BadEvent::bytes).toList();

        Fuzz.of("events", 20_000).run(seeds, event -> {
            Verdict verdict = validator.validate(event, HeaderReader.NONE);
            if (verdict instanceof Verdict.Valid valid) {
                assertThat(new String(valid.key(), StandardCharsets.UTF_8)).isEqualTo(rows.read(event)[0].toString());
            } else {
                assertReasons(Verdicts.invalid(verdict).reasons());
            }
        });
    }

    /** Reasons travel in record headers, whose size is bounded. */
    private static void assertReasons(List<Reason> reasons) {
        assertThat(!reasons.isEmpty() && reasons.size() <= 101)
                .as(() -> reasons.size() + " reasons")
                .isTrue();
        reasons.forEach(reason -> assertThat(!reason.code().isEmpty()
                        && reason.pointer().length() + reason.message().length() < 2_100)
                .as(reason::toString)
                .isTrue());
    }
}
