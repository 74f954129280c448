package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.event.TextAsValueReader;
import dev.wherry.contracts.event.TextAsValueReader.Reading;
import dev.wherry.contracts.value.FieldReader;
import dev.wherry.contracts.value.ProblemCollector;
import dev.wherry.contracts.value.TimeFormat;
import dev.wherry.contracts.value.ValueReader;
import dev.wherry.contracts.value.ValueReaders;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code time}, {@code read} and {@code default} of a column: how its values are read from events. */
final class FieldSettingsReader {
    private static final Set<ScalarType> TIMES = EnumSet.of(ScalarType.TIMESTAMPTZ, ScalarType.DATE);
    /** The column's default in the database. */
    private static final String DATABASE_DEFAULT = "@database";

    private static final Map<String, Reading> READINGS = new TreeMap<>();

    static {
        for (Reading reading : Reading.values()) {
            READINGS.put(reading.label(), reading);
        }
    }

    private final YamlMapping column;
    private final ColumnType type;
    private final TimeFormat contractTime;

    FieldSettingsReader(YamlMapping column, ColumnType type, TimeFormat contractTime) {
        this.column = column;
        this.type = type;
        this.contractTime = contractTime;
    }

    FieldReader read(FieldPath from, boolean key) {
        Optional<TimeFormat> time = time();
        ValueReader plain = ValueReaders.of(type, contractTime, time);
        Set<Reading> readings = readings();
        ValueReader values = readings.isEmpty() ? plain : new TextAsValueReader(readings, plain);
        boolean databaseDefault = column.get("default").asText().equals(DATABASE_DEFAULT);
        return new FieldReader(
                from,
                values,
                databaseDefault ? noDefault(key) : defaultValue(plain, key),
                databaseDefault,
                time.map(TimeFormat::zone).orElse(ZoneOffset.UTC));
    }

    private Optional<TimeFormat> time() {
        if (column.has("time") && !TIMES.contains(type.scalar())) {
            column.fault(
                    "time", ColumnTypes.name(type) + " is no time", "remove it, or write type: timestamptz or date");
            return Optional.empty();
        }
        return type.scalar() == ScalarType.DATE ? TimeFormatReader.readOfDate(column) : TimeFormatReader.read(column);
    }

    private Set<Reading> readings() {
        Set<Reading> readings = EnumSet.noneOf(Reading.class);
        if (column.get("read").isArray()) {
            readings.addAll(column.list("read", "trim, number", this::reading));
        } else if (column.has("read")) {
            reading(column.get("read"), column.pointer("read")).ifPresent(readings::add);
        }
        List<Reading> values = readings.stream().filter(Reading::isValue).toList();
        if (values.size() > 1) {
            column.fault("read", "a text cannot be read in two ways", "write one of number, boolean and json");
        }
        if (type.array() && values.stream().anyMatch(each -> each != Reading.JSON)) {
            column.fault("read", "the column has arrays, which one text is not", "write read: json");
        }
        return readings;
    }

    private Optional<Reading> reading(JsonNode node, String pointer) {
        return column.text(node, pointer).flatMap(text -> column.choose("read", text, READINGS));
    }

    private @Nullable Object noDefault(boolean key) {
        if (key) {
            column.fault("default", "a part of the key has no default", "remove it");
        }
        return null;
    }

    private @Nullable Object defaultValue(ValueReader values, boolean key) {
        JsonNode value = column.get("default");
        if (value.isMissingNode()) {
            return null;
        }
        if (key) {
            return noDefault(true);
        }
        ProblemCollector problems = new ProblemCollector();
        Object read = value.isNull() ? null : values.read(value, problems);
        if (read == null) {
            String problem =
                    problems.isEmpty() ? "is null" : problems.drain().get(0).message();
            column.fault("default", problem, "write a value of type " + ColumnTypes.name(type) + " as events have it");
        }
        return read;
    }
}
