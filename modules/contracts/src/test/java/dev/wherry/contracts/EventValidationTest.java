package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.SourceFault;
import dev.wherry.wire.format.ValueFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes get a verdict, never an exception. */
class EventValidationTest {
    private static final String VALID = "{\"type\": \"thing\", \"id\": 1}";

    @TempDir
    Path directory;

    private EventValidator validator;

    @BeforeEach
    void load() {
        validator = ContractFiles.catalog(directory, ContractFiles.THING).validator("things");
    }

    @Test
    void aRecordWithoutAValueIsEmpty() {
        assertReason("empty", "", validator.validate(null, HeaderReader.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n "})
    void noBytesAndWhitespaceAreEmpty(String event) {
        assertReason("empty", "", validate(event));
    }

    @Test
    void aTruncatedEventIsOversize() {
        assertReason(
                "oversize", "", validator.validate(bytes("{\"typ"), headers(Map.of(Headers.FULL_SIZE, "2000000"))));
    }

    @ParameterizedTest
    @EnumSource(SourceFault.Code.class)
    void aFaultThatTheSourceFoundIsTheReason(SourceFault.Code code) {
        Verdict verdict = validator.validate(
                bytes(VALID), headers(Map.of(Headers.FAULT, new SourceFault(code, "is cut off").toHeader())));

        assertThat(invalid(verdict)).containsExactly(new Reason(code.label(), "", "is cut off"));
    }

    @Test
    void aFaultNeedsNoValue() {
        assertReason("bad_header", "", validator.validate(null, headers(Map.of(Headers.FAULT, "bad_header: x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "new_fault: x", "bad_header"})
    void anUnknownFaultIsAReason(String fault) {
        assertReason("unknown_fault", "", validator.validate(bytes(VALID), headers(Map.of(Headers.FAULT, fault))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "5", "{\"encoding\": \"ebcdic\"}", "{\"csv\": {}}"})
    void anUnknownFormatIsAReason(String format) {
        assertReason("unknown_format", "", validator.validate(bytes(VALID), headers(Map.of(Headers.FORMAT, format))));
        assertReason("unknown_format", "", validator.validate(bytes(VALID), headers(Map.of(Headers.FORMAT, format))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"UTF_16LE", "UTF_16BE", "LATIN_1", "WINDOWS_1252"})
    void decodesTheDeclaredEncoding(Encoding encoding) {
        String event = "{\"type\": \"thing\", \"id\": 1, \"n\": \"Å\"}";

        Verdict.Valid valid = Verdicts.valid(validate(event.getBytes(encoding.charset()), encoding));

        assertThat(new String(valid.event(), StandardCharsets.UTF_8)).isEqualTo(event);
        assertThat(valid.id()).isEqualTo(Verdicts.valid(validate(event)).id());
    }

    @Test
    void rejectsBytesThatTheDeclaredEncodingDoesNotHave() {
        byte[] undefined = {'{', '"', (byte) 0x81, '"'};
        byte[] half = {'{', 0, '"'};
        byte[] loneSurrogate = {'"', 0, 0, (byte) 0xD8, '"', 0};

        assertThat(invalid(validate(undefined, Encoding.WINDOWS_1252)))
                .containsExactly(new Reason(
                        "bad_encoding",
                        "",
                        "is not valid windows-1252 at byte 2; correct the encoding in the feed file"));
        assertReason("bad_encoding", "", validate(half, Encoding.UTF_16LE));
        assertReason("bad_encoding", "", validate(loneSurrogate, Encoding.UTF_16LE));
    }

    @Test
    void theEventOfAPlainDocumentIsItsBytes() {
        byte[] event = bytes(VALID);

        assertThat(Verdicts.valid(validator.validate(event, HeaderReader.NONE)).event())
                .isSameAs(event);
    }

    private Verdict validate(byte[] event, Encoding encoding) {
        byte[] format = new ValueFormat(encoding, null).toHeader();
        return validator.validate(event, new HeaderReader(name -> name.equals(Headers.FORMAT) ? format : null));
    }

    private static HeaderReader headers(Map<String, String> headers) {
        return new HeaderReader(name -> headers.containsKey(name) ? bytes(headers.get(name)) : null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32BE"})
    void rejectsOtherEncodings(String encoding) {
        Verdict verdict = validator.validate(
                "{\"type\": \"thing\", \"id\": 1, \"n\": \"Å\"}".getBytes(Charset.forName(encoding)),
                HeaderReader.NONE);

        String code = invalid(verdict).get(0).code();
        assertThat(code).as(code).isIn("not_utf8", "malformed_json");
    }

    @Test
    void rejectsEncodedSurrogatesWithTheirPosition() {
        byte[] surrogate = bytes("{\"type\": \"thing\", \"id\": 1, \"n\": \"???\"}");
        int at = new String(surrogate, StandardCharsets.UTF_8).indexOf('?');
        surrogate[at] = (byte) 0xED;
        surrogate[at + 1] = (byte) 0xA0;
        surrogate[at + 2] = (byte) 0x80;

        Verdict verdict = validator.validate(surrogate, HeaderReader.NONE);

        assertReason("not_utf8", "", verdict);
        assertThat(invalid(verdict).get(0).message())
                .as(invalid(verdict).toString())
                .contains("byte " + at);
    }

    @Test
    void acceptsUtf8BeyondAscii() {
        assertThat(validate("{\"type\": \"thing\", \"id\": 1, \"n\": \"Ærø 😀\"}"))
                .isInstanceOf(Verdict.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"thing\", \"id\": 1",
                "{\"type\": \"thing\", \"id\": 1}}",
                "{\"type\": \"thing\", \"id\": 1} {}",
                "{\"type\": \"thing\", \"id\": 1} x",
                "{\"type\": \"thing\", \"id\": 01}",
                "{\"type\": \"thing\", \"id\": NaN}",
                "{'type': 'thing'}",
                "{\"type\": \"thing\", \"id\": 1,}",
                "{\"type\": \"thing\n\"}",
                "hello",
                "\u0000\u0000\u0000\u0000",
                "{\"type\": \"thing\", \"id\": 1}\u0000\u0000",
                "// no\n{}"
            })
    void rejectsMalformedJson(String event) {
        assertReason("malformed_json", "", validate(event));
    }

    @Test
    void messagesDoNotQuoteTheEvent() {
        assertThat(invalid(validate("{\"type\": topsecret}")).toString()).doesNotContain("topsecret");
    }

    @Test
    void rejectsADuplicateKeyWithItsLocation() {
        assertReason("duplicate_key", "/a/0/b", validate("{\"type\": \"thing\", \"a\": [{\"b\": 1, \"b\": 1}]}"));
    }

    @Test
    void limitsNesting() {
        String deepest = "{\"type\": \"thing\", \"id\": 1, \"a\": " + "[".repeat(255) + "]".repeat(255) + "}";
        String deeper = "{\"type\": \"thing\", \"id\": 1, \"a\": " + "[".repeat(256) + "]".repeat(256) + "}";

        assertThat(validate(deepest)).isInstanceOf(Verdict.Valid.class);
        assertReason("too_deep", "", validate(deeper));
        assertReason("too_deep", "", validate("[".repeat(1_000_000)));
    }

    @Test
    void limitsTheLengthOfNumbers() {
        assertReason("number_too_long", "/n", validate("{\"type\": \"thing\", \"n\": " + "9".repeat(150_001) + "}"));
        assertReason("out_of_range", "/n", validate("{\"type\": \"thing\", \"n\": " + "9".repeat(131_073) + "}"));
        assertReason("out_of_range", "/n", validate("{\"type\": \"thing\", \"n\": 1e999999999}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "7", "null", "[]", "\"thing\"", "{\"type\": \"other\"}", "{\"type\": null}"})
    void anEventThatNoContractMatchesHasAnUnknownType(String event) {
        assertReason("unknown_type", "/type", validate(event));
    }

    @Test
    void anEventThatTwoContractsMatchIsAmbiguous(@TempDir Path two) {
        ContractFiles.write(two, "one", ContractFiles.THING, "{}");
        ContractFiles.write(
                two,
                "two",
                ContractFiles.THING
                        .replace("type: thing\n", "type: other\n")
                        .replace("/type: thing", "/kind: other")
                        .replace("table: things", "table: others"),
                "{}");
        EventValidator both = Catalog.load(two).validator("things");

        assertReason(
                "ambiguous_type",
                "",
                both.validate(bytes("{\"type\": \"thing\", \"kind\": \"other\", \"id\": 1}"), HeaderReader.NONE));
    }

    @Test
    void anAbsentOrNullKeyIsMissing() {
        assertReason("missing_key", "/id", validate("{\"type\": \"thing\"}"));
        assertReason("missing_key", "/id", validate("{\"type\": \"thing\", \"id\": null}"));
    }

    @Test
    void aValidEventHasAKeyAVersionAndAnId() {
        Verdict.Valid valid = Verdicts.valid(validate(VALID));

        assertThat(new String(valid.key(), StandardCharsets.UTF_8)).isEqualTo("1");
        assertThat(valid.version()).isEmpty();
        assertThat(valid.id()).hasSize(32);
    }

    private static void assertReason(String code, String pointer, Verdict verdict) {
        List<Reason> reasons = invalid(verdict);
        assertThat(reasons).as(reasons::toString).hasSize(1);
        assertThat(reasons.get(0).code() + " " + reasons.get(0).pointer())
                .as(reasons::toString)
                .isEqualTo(code + " " + pointer);
    }

    private static List<Reason> invalid(Verdict verdict) {
        return Verdicts.invalid(verdict).reasons();
    }

    private Verdict validate(String event) {
        return validator.validate(bytes(event), HeaderReader.NONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
