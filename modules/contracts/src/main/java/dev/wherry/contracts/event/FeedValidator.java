package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.ValueFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Validates the events of one feed: finds the contract of each event and applies it. Not thread-safe. */
public final class FeedValidator implements EventValidator {
    private final String feed;
    private final List<TypeValidator> types;
    private final String typePointer;
    private final RawValues values = new RawValues();
    private final CsvCells cells = new CsvCells();

    /** @param contracts the contracts that name the feed */
    public FeedValidator(String feed, List<CompiledContract> contracts) {
        this.feed = feed;
        this.types = contracts.stream().map(TypeValidator::new).toList();
        this.typePointer = commonPointer();
    }

    /** The location of the type if all contracts match on the same one; else empty. */
    private String commonPointer() {
        Set<FieldPath> paths =
                types.stream().flatMap(type -> type.matchedPaths().stream()).collect(Collectors.toSet());
        return paths.size() == 1 ? paths.iterator().next().toString() : "";
    }

    @Override
    public Verdict validate(byte @Nullable [] value, HeaderReader headers) {
        try {
            byte[] whole = whole(value, headers);
            ValueFormat format = values.format(headers);
            ValueFormat.Csv csv = format.csv();
            return csv == null
                    ? validateDocument(RawValues.document(whole, format.encoding()), headers)
                    : validateRow(RawValues.text(whole, format.encoding()), csv, headers);
        } catch (RejectedEventException rejected) {
            return invalid(rejected.reason());
        }
    }

    /** The value of a record that holds a whole event. */
    private static byte[] whole(byte @Nullable [] value, HeaderReader headers) throws RejectedEventException {
        String fault = headers.text(Headers.FAULT);
        if (fault != null) {
            throw new RejectedEventException(SourceFaults.reason(fault));
        }
        if (value == null) {
            throw new RejectedEventException(ReasonCode.EMPTY.reason("", "the record has no value"));
        }
        OptionalLong fullSize = headers.number(Headers.FULL_SIZE);
        if (fullSize.isPresent()) {
            throw new RejectedEventException(ReasonCode.OVERSIZE.reason(
                    "",
                    "the event has " + fullSize.getAsLong()
                            + " bytes, more than event.max.bytes allows; only its first " + value.length
                            + " are kept"));
        }
        return value;
    }

    private Verdict validateDocument(byte[] json, HeaderReader headers) throws RejectedEventException {
        JsonNode event = EventParser.parse(json);
        return validate(type -> event, type -> event, type -> json, headers);
    }

    /** A row is another event for each contract, because the schema decides its types. */
    private Verdict validateRow(String row, ValueFormat.Csv csv, HeaderReader headers) throws RejectedEventException {
        try {
            cells.split(row, csv.dialect().delimiter(), csv.dialect().quote());
        } catch (RejectedEventException badCell) {
            throw new RejectedEventException(ReasonCode.BAD_CELL.reason(
                    "", line(headers) + badCell.reason().message()));
        }
        if (cells.count() != csv.columns().size()) {
            throw new RejectedEventException(ReasonCode.RAGGED_ROW.reason(
                    "",
                    line(headers) + "the row has " + counted(cells.count(), "cell") + ", but there are "
                            + counted(csv.columns().size(), "column")));
        }
        return validate(
                type -> type.rows().convertMatched(cells, csv),
                type -> type.rows().convert(cells, csv),
                type -> type.rows().json(),
                headers);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String line(HeaderReader headers) {
        OptionalLong line = headers.number(Headers.LINE);
        return line.isPresent() ? "line " + line.getAsLong() + ": " : "";
    }

    /**
     * Validates an event.
     *
     * @param matched what decides whether the event belongs to a type
     * @param events the whole event, of the type that it belongs to
     * @param bytes the same as JSON, called after {@code events}
     */
    private Verdict validate(
            Function<TypeValidator, JsonNode> matched,
            Function<TypeValidator, JsonNode> events,
            Function<TypeValidator, byte[]> bytes,
            HeaderReader headers) {
        TypeValidator matching = null;
        for (TypeValidator type : types) {
            if (!type.matches(matched.apply(type))) {
                continue;
            }
            if (matching != null) {
                return invalid(ReasonCode.AMBIGUOUS_TYPE.reason(
                        typePointer,
                        "is matched by more than one contract: " + matching.type() + " and " + type.type()));
            }
            matching = type;
        }
        if (matching == null) {
            return unknown();
        }
        JsonNode event = events.apply(matching);
        return matching.skips(event) ? matching.skipped() : matching.validate(event, bytes.apply(matching), headers);
    }

    private Verdict unknown() {
        String known = types.stream().map(TypeValidator::type).collect(Collectors.joining(", "));
        return invalid(ReasonCode.UNKNOWN_TYPE.reason(
                typePointer, "no contract of feed " + feed + " matches the event; known types are " + known));
    }

    private static Verdict invalid(Reason reason) {
        return new Verdict.Invalid(ReasonMerger.truncate(List.of(reason)));
    }
}
