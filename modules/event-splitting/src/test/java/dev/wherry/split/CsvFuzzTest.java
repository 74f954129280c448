package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Any text has the rows that FastCSV finds in it. */
class CsvFuzzTest {
    private static final String[] PIECES = {",", ",", "\"", "\"", "\"\"", "\r", "\n", "\r\n", "a", "b ", "é", "😀", ";"
    };
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final Pattern LONE_RETURN = Pattern.compile("\r(?!\n)");

    private static CsvReader.CsvReaderBuilder fastCsv() {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(true);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void findsTheRowsOfFastCsv() {
        RandomInput input = RandomInput.of("csv", 100_000);
        Splitting csv = Splitting.csv();
        input.run(() -> {
            String text = text(input.random());
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Splitting.Way way = input.way();
            List<SplitEvent> rows = csv.split(bytes, input.random().nextBoolean(), way);
            List<CsvRecord> expected = fastCsv().ofCsvRecord(text).stream().toList();
            assertThat(rows).as("%s %s", text, way).hasSameSizeAs(expected);
            for (int i = 0; i < rows.size(); i++) {
                SplitEvent row = rows.get(i);
                CsvRecord record = expected.get(i);
                String value = new String(row.value(), StandardCharsets.UTF_8);
                String before = new String(bytes, 0, (int) row.offset(), StandardCharsets.UTF_8);
                assertThat(fastCsv().ofSingleCsvRecord(value).getFields())
                        .as("%s %s", text, way)
                        .isEqualTo(record.getFields());
                assertThat(row.line())
                        .as("%s %s", text, way)
                        .isEqualTo(1 + LINE_END.matcher(before).results().count());
                // Within quotes, FastCSV does not count a line feed if a return was anywhere before it.
                if (!LONE_RETURN.matcher(before).find()) {
                    assertThat(row.line()).as("%s %s", text, way).isEqualTo(record.getStartingLineNumber());
                }
            }
        });
    }
}
