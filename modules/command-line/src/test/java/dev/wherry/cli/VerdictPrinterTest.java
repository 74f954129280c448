package dev.wherry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.pipeline.Reconciliation;
import dev.wherry.pipeline.RunVerdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictPrinterTest {
    private static final Reconciliation BOOKS =
            new Reconciliation(Map.of(), Map.of("card", new Reconciliation.StateTable("cards", 4, 4, 0, 0)), Map.of());

    private final StringWriter out = new StringWriter();

    @Test
    void theBooksBalanceIfNothingIsWrong() {
        assertThat(print(new RunVerdict(Optional.of(BOOKS), List.of()))).isZero();

        assertThat(out.toString()).containsPattern("cards +4 +4 +0").endsWith("The books balance.\n");
    }

    @Test
    void doesNotSayThatTheBooksBalanceIfAnythingIsWrong() {
        assertThat(print(new RunVerdict(Optional.of(BOOKS), List.of("The contract card has changed.", "One\ntwo"))))
                .isEqualTo(3);

        assertThat(out.toString())
                .containsPattern("cards +4 +4 +0")
                .doesNotContain("balance")
                .endsWith("""
                        Something is wrong:
                        - The contract card has changed.
                        - One
                          two
                        Exit code 3: not everything is in the warehouse as it should be.
                        """);
    }

    @Test
    void printsNoCountsOfARunThatWasStopped() {
        assertThat(print(new RunVerdict(Optional.empty(), List.of("The run was stopped"))))
                .isEqualTo(3);

        assertThat(out.toString()).startsWith("Something is wrong:").doesNotContain("balance");
    }

    private int print(RunVerdict verdict) {
        return VerdictPrinter.print(verdict, new PrintWriter(out));
    }
}
