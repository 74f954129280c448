package dev.wherry.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormatTest {
    private static final ValueFormat.Csv CSV = new ValueFormat.Csv(
            List.of("id", "näme", "a \"b\", c"),
            new CsvDialect('\t', '\'', List.of("", "N/A"), List.of("1", "yes"), List.of("0")));

    @Test
    void readsWhatItWrote() {
        ValueFormat format = new ValueFormat(Encoding.UTF_16BE, CSV);

        assertThat(ValueFormat.ofHeader(format.toHeader())).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource(value = Encoding.class, mode = EnumSource.Mode.EXCLUDE, names = "UTF_16")
    void readsEveryEncoding(Encoding encoding) {
        ValueFormat format = new ValueFormat(encoding, null);

        assertThat(ValueFormat.ofHeader(format.toHeader())).isEqualTo(format);
    }

    @Test
    void theHeaderIsReadable() {
        ValueFormat format = new ValueFormat(Encoding.LATIN_1, new ValueFormat.Csv(List.of("id"), CsvDialect.DEFAULT));

        assertThat(new String(format.toHeader(), UTF_8))
                .isEqualTo(
                        "{\"encoding\":\"latin-1\",\"csv\":{\"columns\":[\"id\"],\"delimiter\":\",\",\"quote\":\"\\\"\","
                                + "\"null\":[\"\"],\"true\":[\"true\"],\"false\":[\"false\"]}}");
    }

    @Test
    void theByteOrderMustBeKnown() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueFormat(Encoding.UTF_16, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "csv",
                "[]",
                "{\"encoding\":\"ebcdic\"}",
                "{\"encoding\":\"utf-16\"}",
                "{\"csv\":{}}",
                "{\"csv\":5}",
                "{\"csv\":{\"columns\":[],\"delimiter\":\",\",\"quote\":\"'\",\"null\":[],\"true\":[],\"false\":[]}}",
                "{\"csv\":{\"columns\":[\"a\",\"a\"],\"delimiter\":\",\",\"quote\":\"'\",\"null\":[],\"true\":[],\"false\":[]}}",
                "{\"csv\":{\"columns\":[\"a\"],\"delimiter\":\",,\",\"quote\":\"'\",\"null\":[],\"true\":[],\"false\":[]}}",
                "{\"csv\":{\"columns\":[\"a\"],\"delimiter\":\",\",\"quote\":\"'\",\"null\":5,\"true\":[],\"false\":[]}}",
            })
    void rejectsAHeaderThatItCannotHaveWritten(String header) {
        assertThatIllegalArgumentException().isThrownBy(() -> ValueFormat.ofHeader(header.getBytes(UTF_8)));
    }
}
