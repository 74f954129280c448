package dev.wherry.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ColumnTextTest {
    @Test
    void writes_values_as_PostgreSQL_reads_them() {
        assertNull(ColumnText.of(null));
        assertEquals("1.50", ColumnText.of(new BigDecimal("1.50")));
        assertEquals("NaN", ColumnText.of(Double.NaN));
        assertEquals("2026-01-02T03:04:05.000006Z", ColumnText.of(Instant.parse("2026-01-02T03:04:05.000006Z")));
        assertEquals("-infinity", ColumnText.of(Instant.MIN));
        assertEquals("infinity", ColumnText.of(LocalDate.MAX));
    }

    @Test
    void knows_years_before_the_first_and_after_the_9999th() {
        assertEquals("0001-12-31 BC", ColumnText.of(LocalDate.of(0, 12, 31)));
        assertEquals("4713-01-01 00:00:00.000000+00 BC", ColumnText.of(Instant.parse("-4712-01-01T00:00:00Z")));
        assertEquals("10000-01-01", ColumnText.of(LocalDate.of(10_000, 1, 1)));
    }

    @Test
    void quotes_the_elements_of_arrays() {
        assertEquals(
                "{\"plain\",\"two words\",NULL,\"NULL\",\"a\\\"b\\\\c\",\"\"}",
                ColumnText.of(Arrays.asList("plain", "two words", null, "NULL", "a\"b\\c", "")));
    }
}
