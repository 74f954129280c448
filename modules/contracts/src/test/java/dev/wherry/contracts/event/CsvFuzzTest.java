package dev.wherry.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.wherry.contracts.FieldPath;
import dev.wherry.wire.format.CsvDialect;
import dev.wherry.wire.format.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random rows: the cells are those that FastCSV finds, and the JSON is the object that was validated. */
class CsvFuzzTest {
    private static final int ROWS = Integer.getInteger("wherry.fuzz.rows", 100_000);
    private static final String[] PARTS = {
        "\"",
        "\"",
        "\"\"",
        ",",
        ",",
        "a",
        "Å",
        "😀",
        " ",
        "\\",
        "\t",
        "\u0001",
        "1",
        "-0",
        "12345678901",
        "1.50",
        "1e3",
        "007",
        "true",
        "[1]",
        "{\"\"a\"\":1}",
        "null",
        "N/A",
        "\n",
        "\r"
    };

    private final Random random = new Random(14);
    private final CsvCells cells = new CsvCells();

    @Test
    void splitsRowsLikeFastCsv() {
        int compared = 0;
        for (int i = 0; i < ROWS; i++) {
            String row = row().stripTrailing(); // the source cuts line ends off
            List<String> expected = fastCsv(row);
            if (expected != null) {
                assertThat(split(row, expected)).as(row).isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(ROWS / 4);
    }

    @Test
    void theJsonOfARowIsItsObject() throws IOException, RejectedEventException {
        JsonNode schema = new JsonMapper()
                .readTree("{\"additionalProperties\": true, \"properties\": {"
                        + "\"c0\": {\"type\": [\"number\", \"boolean\", \"array\", \"object\"]},"
                        + "\"c1\": {\"type\": \"number\"}}}");
        RowConverter converter = new RowConverter(schema, Set.of(FieldPath.of("/c0/x"), FieldPath.of("/c2")));
        CsvDialect dialect = new CsvDialect(',', '"', List.of("", "N/A"), List.of("true", "1"), List.of("a"));
        int converted = 0;
        for (int i = 0; i < ROWS; i++) {
            try {
                cells.split(row(), ',', '"');
            } catch (RejectedEventException malformed) {
                continue;
            }
            List<String> columns = new ArrayList<>();
            for (int column = 0; column < cells.count(); column++) {
                columns.add("c" + column);
            }
            ValueFormat.Csv csv = new ValueFormat.Csv(columns, dialect);
            JsonNode matched = converter.convertMatched(cells, csv);
            JsonNode event = converter.convert(cells, csv);

            assertThat(matched.path("c0")).isEqualTo(event.path("c0"));
            assertThat(matched.path("c1").isMissingNode()).isTrue();
            assertThat(matched.path("c2")).isEqualTo(event.path("c2"));
            assertThat(EventParser.parse(converter.json()))
                    .as(() -> new String(converter.json(), UTF_8))
                    .isEqualTo(event);
            converted++;
        }
        assertThat(converted).isGreaterThan(ROWS / 4);
    }

    private String row() {
        StringBuilder row = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            row.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return row.toString();
    }

    /** The only row that FastCSV finds, or a marker if it rejects it; null if there are more. */
    private static List<String> fastCsv(String row) {
        List<String> first = null;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(row)) {
            for (CsvRecord each : reader) {
                if (first != null) {
                    return null;
                }
                first = each.getFields();
            }
            return first;
        } catch (CsvParseException malformed) {
            return first == null ? List.of("malformed") : null;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** FastCSV lets a quoted cell end with the input. Here, such a cell is malformed, because a writer may have been cut off. */
    private List<String> split(String row, List<String> expected) {
        try {
            cells.split(row, ',', '"');
        } catch (RejectedEventException malformed) {
            boolean unclosed = malformed.reason().message().endsWith("no closing one");
            return unclosed && texts().equals(expected.subList(0, expected.size() - 1))
                    ? expected
                    : List.of("malformed");
        }
        return texts();
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < cells.count(); i++) {
            texts.add(cells.text(i));
        }
        return texts;
    }
}
