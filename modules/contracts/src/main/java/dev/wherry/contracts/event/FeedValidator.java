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

/** Says what the events of one feed are: finds the contract of each, and holds it to that. For one thread. */
public final class FeedValidator implements EventValidator {
    private final String feed;
    private final List<TypeValidator> types;
    private final String place;

    /** The contracts are those that look at the feed. */
    public FeedValidator(String feed, List<CompiledContract> contracts) {
        this.feed = feed;
        this.types = contracts.stream().map(TypeValidator::new).toList();
        this.place = commonPlace();
    }

    /** Where an event says its type, if all contracts look at the same one place. */
    private String commonPlace() {
        Set<FieldPath> places =
                types.stream().flatMap(type -> type.match().places().stream()).collect(Collectors.toSet());
        return places.size() == 1 ? places.iterator().next().toString() : "";
    }

    @Override
    public Verdict validate(byte[] event, OptionalLong fullSize) {
        if (event == null) {
            return invalid(ReasonCode.EMPTY.at("", "the record has no value"));
        }
        if (fullSize.isPresent()) {
            return invalid(ReasonCode.OVERSIZE.at(
                    "",
                    "the event has " + fullSize.getAsLong() + " bytes, more than event.max.bytes allows; its first "
                            + event.length + " are kept"));
        }
        try {
            return validate(EventParser.parse(event), event);
        } catch (RefusedException refused) {
            return invalid(refused.reason());
        }
    }

    private Verdict validate(JsonNode event, byte[] bytes) {
        TypeValidator governing = null;
        for (TypeValidator type : types) {
            if (!type.governs(event)) {
                continue;
            }
            if (governing != null) {
                return invalid(ReasonCode.AMBIGUOUS_TYPE.at(
                        place, "is governed by more than one contract: " + governing.type() + " and " + type.type()));
            }
            governing = type;
        }
        return governing == null ? unknown() : governing.validate(event, bytes);
    }

    private Verdict unknown() {
        String known = types.stream().map(TypeValidator::type).collect(Collectors.joining(", "));
        return invalid(ReasonCode.UNKNOWN_TYPE.at(
                place, "no contract of feed " + feed + " matches the event; there are contracts for " + known));
    }

    private static Verdict invalid(Reason reason) {
        return new Verdict.Invalid(Reasons.bounded(List.of(reason)));
    }
}
