package dev.wherry.generator;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The expected rows of a table of the warehouse. They are saved as a CSV file with a header and times in UTC. A second file
 * {@code <name>.counts} has the {@link Counts}.
 *
 * @param table its name, which is also the name of its feed
 * @param columns the columns whose values come from the event, the key first
 * @param rows the values of the rows as text, by key
 */
public record TruthTable(String table, List<String> columns, SortedMap<Long, List<String>> rows, Counts counts) {
    public TruthTable {
        columns = List.copyOf(columns);
        rows = new TreeMap<>(rows);
    }

    /** The expected rows of a service's table. */
    public static TruthTable of(ServiceKind kind, SortedMap<Long, List<String>> rows, Counts counts) {
        return new TruthTable(kind.table(), kind.columns(), rows, counts);
    }

    /** The query for the rows that {@link #differences} compares. */
    public String query() {
        return "SELECT " + String.join(", ", columns) + " FROM " + table;
    }

    /** Compares the rows with the result of {@link #query()}. Returns a message for each difference. */
    public List<String> differences(ResultSet actual) throws SQLException {
        List<String> differences = new ArrayList<>();
        Set<Long> missing = new HashSet<>(rows.keySet());
        while (actual.next()) {
            long key = actual.getLong(1);
            if (!missing.remove(key)) {
                differences.add(table + " " + key + " is unexpected or duplicated");
                continue;
            }
            List<String> expected = rows.get(key);
            for (int i = 0; i < expected.size(); i++) {
                String value = SqlText.of(actual.getObject(i + 1));
                if (!expected.get(i).equals(value)) {
                    differences.add("%s %d: %s is '%s' but should be '%s'"
                            .formatted(table, key, columns.get(i), value, expected.get(i)));
                }
            }
        }
        missing.stream().sorted().forEach(key -> differences.add(table + " " + key + " is missing"));
        return differences;
    }

    /** Writes both files. Each is replaced atomically, so a reader never sees an incomplete file. */
    public void save(Path file) throws IOException {
        StringWriter csv = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(csv)) {
            writer.writeRecord(columns);
            rows.values().forEach(writer::writeRecord);
        }
        replace(file, csv.getBuffer());
        replace(
                countsFile(file),
                "events=" + counts.events() + "\ninvalid=" + counts.invalid() + "\nrows=" + counts.rows() + "\n");
    }

    /** Loads both files. Throws IOException if the file is not a truth file. */
    public static TruthTable load(Path file) throws IOException {
        List<List<String>> lines = readCsv(file);
        List<String> header = lines.isEmpty() ? List.of() : lines.get(0);
        ServiceKind kind = Arrays.stream(ServiceKind.values())
                .filter(candidate -> candidate.columns().equals(header))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " has the columns of neither users nor cards"));
        TreeMap<Long, List<String>> rows = new TreeMap<>();
        lines.stream().skip(1).forEach(row -> rows.put(Long.parseLong(row.get(0)), row));
        List<Long> counts = Files.readAllLines(countsFile(file)).stream()
                .map(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
                .toList();
        return of(kind, rows, new Counts(counts.get(0), counts.get(1), counts.get(2)));
    }

    private static List<List<String>> readCsv(Path file) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            return csv.stream().map(CsvRecord::getFields).toList();
        } catch (CsvParseException e) {
            throw new IOException(file + " is not a CSV file: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Path countsFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".counts");
    }

    private static void replace(Path file, CharSequence text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
