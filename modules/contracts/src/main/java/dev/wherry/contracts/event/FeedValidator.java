package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.Verdict;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Validates the events of one feed: finds the contract of each event and applies it. Not thread-safe. */
public final class FeedValidator implements EventValidator {
    private final String feed;
    private final List<TypeValidator> types;
    private final String typePointer;

    /** @param contracts the contracts that name the feed */
    public FeedValidator(String feed, List<CompiledContract> contracts) {
        this.feed = feed;
        this.types = contracts.stream().map(TypeValidator::new).toList();
        this.typePointer = commonPointer();
    }

    /** The location of the type if all contracts match on the same one; else empty. */
    private String commonPointer() {
        Set<FieldPath> paths =
                types.stream().flatMap(type -> type.matcher().paths().stream()).collect(Collectors.toSet());
        return paths.size() == 1 ? paths.iterator().next().toString() : "";
    }

    @Override
    public Verdict validate(byte[] event, OptionalLong fullSize) {
        if (event == null) {
            return invalid(ReasonCode.EMPTY.reason("", "the record has no value"));
        }
        if (fullSize.isPresent()) {
            return invalid(ReasonCode.OVERSIZE.reason(
                    "",
                    "the event has " + fullSize.getAsLong()
                            + " bytes, more than event.max.bytes allows; only its first " + event.length
                            + " are kept"));
        }
        try {
            return validate(EventParser.parse(event), event);
        } catch (RejectedEventException rejected) {
            return invalid(rejected.reason());
        }
    }

    private Verdict validate(JsonNode event, byte[] bytes) {
        TypeValidator matching = null;
        for (TypeValidator type : types) {
            if (!type.matches(event)) {
                continue;
            }
            if (matching != null) {
                return invalid(ReasonCode.AMBIGUOUS_TYPE.reason(
                        typePointer,
                        "is matched by more than one contract: " + matching.type() + " and " + type.type()));
            }
            matching = type;
        }
        return matching == null ? unknown() : matching.validate(event, bytes);
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
