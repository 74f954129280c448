package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayElementsTest {
    private static List<String> split(String text) {
        return split(Splitting.array(), text);
    }

    private static List<String> split(Splitting splitting, String text) {
        assertThat(splitting.textsEveryWay(text, true)).isEqualTo(splitting.textsEveryWay(text, false));
        return splitting.textsEveryWay(text, false);
    }

    @Test
    void takesTheElementsOfAnArray() {
        assertThat(split(" [1, {\"a\": [2, \"]\"]} ,\"x\\\"y\",[[]],null ] "))
                .containsExactly("2: 1", "5: {\"a\": [2, \"]\"]}", "22: \"x\\\"y\"", "29: [[]]", "34: null");
    }

    @Test
    void takesDocumentsOneAfterTheOther() {
        assertThat(split("{}{\"a\":1}\n[1,2][]\n3 \"x\"[4]true"))
                .containsExactly("0: {}", "2: {\"a\":1}", "11: 1", "13: 2", "18: 3", "20: \"x\"", "24: 4", "26: true");
    }

    @Test
    void takesNothingFromAnEmptyArray() {
        assertThat(split("[ ]\n")).isEmpty();
        assertThat(split("")).isEmpty();
    }

    @Test
    void takesMalformedElementsAsTheyAre() {
        assertThat(split("[hello,{\"a\" 1},-,{,}]")).containsExactly("1: hello", "7: {\"a\" 1}", "15: -", "17: {,}");
    }

    @Test
    void refusesWhatIsNoArray() {
        assertThat(split("[1,,2]")).containsExactly("1: 1", "3: ,2] <bad_array: at byte 3: expected a value>");
        assertThat(split("[1,]")).containsExactly("1: 1", "3: ] <bad_array: at byte 3: expected a value>");
        assertThat(split("[1 2]")).containsExactly("1: 1", "3: 2] <bad_array: at byte 3: expected a comma or ]>");
        assertThat(split("[1}\n")).containsExactly("1: 1", "2: }\n <bad_array: at byte 2: expected a comma or ]>");
        assertThat(split("[:1]")).containsExactly("1: :1] <bad_array: at byte 1: expected a value or ]>");
        assertThat(split("{} ]{}")).containsExactly("0: {}", "3: ]{} <bad_array: at byte 3: expected a JSON document>");
        assertThat(split("hello")).containsExactly("0: hello <bad_array: at byte 0: expected a JSON document>");
        assertThat(split("[{\"a\":1],2]"))
                .containsExactly("1: {\"a\":1],2] <bad_array: at byte 7: expected a comma or }>");
        assertThat(split("[{\"a\":[1}]}"))
                .containsExactly("1: {\"a\":[1}]} <bad_array: at byte 8: expected a comma or ]>");
    }

    @Test
    void tellsThatTheFileEndsWithinAnArray() {
        assertThat(split("[1,{\"a\":"))
                .containsExactly("1: 1", "3: {\"a\": <bad_array: at byte 8: the file ends within an array>");
        assertThat(split("[1")).containsExactly("1: 1 <bad_array: at byte 2: the file ends within an array>");
        assertThat(split("[1,")).containsExactly("1: 1", "3:  <bad_array: at byte 3: the file ends within an array>");
        assertThat(split("[")).containsExactly("1:  <bad_array: at byte 1: the file ends within an array>");
        assertThat(split("{}{\"x"))
                .containsExactly("0: {}", "2: {\"x <bad_array: at byte 5: the file ends within a document>");
    }

    @Test
    void truncatesLongElements() {
        String text = "x".repeat(Splitting.MAX_EVENT_BYTES);
        assertThat(split("[\"" + text + "\",2," + "9".repeat(1005) + "]"))
                .containsExactly("1 of 1002: \"" + text.substring(1), "1004: 2", "1006 of 1005: " + "9".repeat(1000));
        assertThat(split("[[" + text + text + "}1]"))
                .containsExactly(
                        "1 of 2004: [" + text.substring(1) + " <bad_array: at byte 2002: expected a comma or ]>");
    }

    @Test
    void doesNotKeepWhiteSpace() {
        String space = " \n".repeat(2000);
        assertThat(split(space + "[" + space + "1" + space + "," + space + "2" + space + "]" + space))
                .containsExactly("8001: 1", "16003: 2");
    }

    @Test
    void findsTheArrayAtAPointer() {
        assertThat(split(Splitting.items("/data"), " {\"a\":[0],\"b\":{\"data\":[0]},\"data\" : [1,{}],\"c\":[0]} "))
                .containsExactly("37: 1", "39: {}");
        assertThat(split(Splitting.items("/a~1b/~0"), "{\"a\":1,\"\\u0061\\/b\":{\"x\":\"}\",\"~\":[1]},\"y\":{}}"))
                .containsExactly("33: 1");
        assertThat(split(Splitting.items("/"), "{\"\":[1]}{\"\":[2]}\n")).containsExactly("5: 1", "13: 2");
        assertThat(split(Splitting.items("/é"), "{\"é\":[1]}")).containsExactly("7: 1");
    }

    @Test
    void findsAnArrayFarFromTheStart() {
        String before = "{\"a\":\"" + "x".repeat(2000) + "\",\"data\":[";
        assertThat(split(Splitting.items("/data"), before + "1,2],\"b\":\"" + "x".repeat(2000) + "\"}"))
                .containsExactly(before.length() + ": 1", before.length() + 2 + ": 2");
    }

    @Test
    void refusesADocumentWithoutTheArray() {
        Splitting items = Splitting.items("/data");
        assertThat(split(items, "{\"a\":1}x"))
                .containsExactly("0: {\"a\":1}x <bad_array: at byte 6: the document has no array at /data>");
        assertThat(split(items, "{\"data\":[1]} {\"data\":{}}"))
                .containsExactly(
                        "9: 1", "13: {\"data\":{}} <bad_array: at byte 21: the document has no array at /data>");
        assertThat(split(items, "[1]"))
                .containsExactly("0: [1] <bad_array: at byte 0: the document has no array at /data>");
        assertThat(split(items, "{\"a\":[}]"))
                .containsExactly("0: {\"a\":[}] <bad_array: at byte 6: expected a comma or ]>");
        assertThat(split(items, "{\"data\":[1],\"x\":]"))
                .containsExactly("9: 1", "16: ] <bad_array: at byte 16: expected a comma or }>");
        assertThat(split(items, "{\"a\" 1}")).containsExactly("0: {\"a\" 1} <bad_array: at byte 5: expected a colon>");
    }
}
