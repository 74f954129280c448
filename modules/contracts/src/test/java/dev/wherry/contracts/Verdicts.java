package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

/** Asserts which kind of verdict an event got. */
final class Verdicts {
    private Verdicts() {}

    static Verdict.Valid valid(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        return (Verdict.Valid) verdict;
    }

    static Verdict.Invalid invalid(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
        return (Verdict.Invalid) verdict;
    }
}
