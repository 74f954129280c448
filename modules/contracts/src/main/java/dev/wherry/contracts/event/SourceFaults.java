package dev.wherry.contracts.event;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.SourceFault;
import java.util.Optional;

/** Translates the faults that the source found to reasons. */
final class SourceFaults {
    private SourceFaults() {}

    /** @param header the value of the header {@link Headers#FAULT} */
    static Reason reason(String header) {
        Optional<SourceFault> fault = SourceFault.ofHeader(header);
        return fault.isPresent()
                ? code(fault.get().code()).reason("", fault.get().message())
                : ReasonCode.UNKNOWN_FAULT.reason(
                        "", "the header " + Headers.FAULT + " of the record does not name a fault that is known");
    }

    private static ReasonCode code(SourceFault.Code code) {
        return switch (code) {
            case BAD_HEADER -> ReasonCode.BAD_HEADER;
            case BAD_ARRAY -> ReasonCode.BAD_ARRAY;
            case BAD_COMPRESSION -> ReasonCode.BAD_COMPRESSION;
            case OVERSIZE -> ReasonCode.OVERSIZE;
        };
    }
}
