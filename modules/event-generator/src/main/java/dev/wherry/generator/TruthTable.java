package dev.wherry.generator;

import java.io.IOException;
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
 * What a table of the warehouse must hold. As a file it is CSV with the columns of {@link Kind#columns()}, times in UTC; beside
 * it stands a file {@code <name>.counts} with the {@link Counts}.
 *
 * @param rows the rows' values as text, by key
 */
public record TruthTable(Kind kind, SortedMap<Long, List<String>> rows, Counts counts) {
    public TruthTable {
        rows = new TreeMap<>(rows);
    }

    /** Asks for what {@link #differences} compares. */
    public String query() {
        return "SELECT " + String.join(", ", kind.columns()) + " FROM " + kind.table();
    }

    /** Compares the rows with the answer to {@link #query()}. A sentence for each difference; none if all is as it must be. */
    public List<String> differences(ResultSet actual) throws SQLException {
        List<String> differences = new ArrayList<>();
        Set<Long> missing = new HashSet<>(rows.keySet());
        while (actual.next()) {
            long key = actual.getLong(1);
            if (!missing.remove(key)) {
                differences.add(kind.table() + " " + key + " should not be there, or not twice");
                continue;
            }
            List<String> expected = rows.get(key);
            for (int i = 0; i < expected.size(); i++) {
                String value = SqlText.of(actual.getObject(i + 1));
                if (!expected.get(i).equals(value)) {
                    differences.add("%s %d: %s is '%s' and should be '%s'"
                            .formatted(kind.table(), key, kind.columns().get(i), value, expected.get(i)));
                }
            }
        }
        missing.stream().sorted().forEach(key -> differences.add(kind.table() + " " + key + " is missing"));
        return differences;
    }

    /** Writes both files, each of them at once: a reader never sees a part. */
    public void save(Path file) throws IOException {
        StringBuilder csv = new StringBuilder();
        Csv.append(csv, kind.columns());
        rows.values().forEach(row -> Csv.append(csv, row));
        replace(file, csv);
        replace(
                countsFile(file),
                "events=" + counts.events() + "\ninvalid=" + counts.invalid() + "\nrows=" + counts.rows() + "\n");
    }

    /** Reads both files back. */
    public static TruthTable load(Path file) throws IOException {
        List<List<String>> lines = Csv.parse(Files.readString(file));
        List<String> header = lines.isEmpty() ? List.of() : lines.get(0);
        Kind kind = Arrays.stream(Kind.values())
                .filter(candidate -> candidate.columns().equals(header))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " begins with the columns neither of users nor of cards"));
        TreeMap<Long, List<String>> rows = new TreeMap<>();
        lines.stream().skip(1).forEach(row -> rows.put(Long.parseLong(row.get(0)), row));
        List<Long> counts = Files.readAllLines(countsFile(file)).stream()
                .map(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
                .toList();
        return new TruthTable(kind, rows, new Counts(counts.get(0), counts.get(1), counts.get(2)));
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
