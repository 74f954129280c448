package dev.wherry.wire.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFaultTest {
    @ParameterizedTest
    @EnumSource(SourceFault.Code.class)
    void readsWhatItWrote(SourceFault.Code code) {
        SourceFault fault = new SourceFault(code, "the file: it ends, but: too early");

        assertThat(SourceFault.ofHeader(fault.toHeader())).contains(fault);
    }

    @Test
    void theHeaderStartsWithTheReasonCode() {
        assertThat(new SourceFault(SourceFault.Code.BAD_COMPRESSION, "is cut off").toHeader())
                .isEqualTo("bad_compression: is cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bad_header", "bad_header:", "BAD_HEADER: x", "other: x", ": x"})
    void readsNoOtherText(String header) {
        assertThat(SourceFault.ofHeader(header)).isEmpty();
    }
}
