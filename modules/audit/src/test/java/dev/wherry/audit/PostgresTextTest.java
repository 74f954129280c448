package dev.wherry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PostgresTextTest {
    @Test
    void writesValuesThatPostgreSqlReads() {
        assertThat(PostgresText.of(null)).isNull();
        assertThat(PostgresText.of(new BigDecimal("1.50"))).isEqualTo("1.50");
        assertThat(PostgresText.of(Double.NaN)).isEqualTo("NaN");
        assertThat(PostgresText.of(Instant.parse("2026-01-02T03:04:05.000006Z")))
                .isEqualTo("2026-01-02T03:04:05.000006Z");
        assertThat(PostgresText.of(Instant.MIN)).isEqualTo("-infinity");
        assertThat(PostgresText.of(LocalDate.MAX)).isEqualTo("infinity");
    }

    @Test
    void knowsYearsBeforeTheFirstAndAfterThe9999th() {
        assertThat(PostgresText.of(LocalDate.of(0, 12, 31))).isEqualTo("0001-12-31 BC");
        assertThat(PostgresText.of(Instant.parse("-4712-01-01T00:00:00Z")))
                .isEqualTo("4713-01-01 00:00:00.000000+00 BC");
        assertThat(PostgresText.of(LocalDate.of(10_000, 1, 1))).isEqualTo("10000-01-01");
    }

    @Test
    void quotesTheElementsOfArrays() {
        assertThat(PostgresText.of(Arrays.asList("plain", "two words", null, "NULL", "a\"b\\c", "")))
                .isEqualTo("{\"plain\",\"two words\",NULL,\"NULL\",\"a\\\"b\\\\c\",\"\"}");
    }
}
