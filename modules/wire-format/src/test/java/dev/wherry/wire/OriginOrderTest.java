package dev.wherry.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OriginOrderTest {
    /** The order of the streams app's contest. */
    private static final Comparator<Origin> ORDER = Comparator.comparing(
                    (Origin origin) -> origin.modified().isPresent())
            .thenComparingLong(origin -> origin.modified().orElse(0))
            .thenComparing(Origin::file)
            .thenComparingLong(Origin::offset);

    private static final List<String> FILES = List.of(
            "",
            "\u0000",
            "a",
            "a\u0000",
            "a\u0000b",
            "a\u0001",
            "aa",
            "b",
            "\u007f",
            "\u0080",
            "é",
            "\u07ff",
            "\u0800",
            "\ud7ff",
            "\ud800",
            "😀",
            "\ue000",
            "\uffff",
            "a\uffff");
    private static final List<OptionalLong> TIMES = List.of(
            OptionalLong.empty(),
            OptionalLong.of(Long.MIN_VALUE),
            OptionalLong.of(-1),
            OptionalLong.of(0),
            OptionalLong.of(255),
            OptionalLong.of(256),
            OptionalLong.of(Long.MAX_VALUE));
    private static final List<Long> OFFSETS = List.of(0L, 1L, 255L, 256L, Long.MAX_VALUE);

    @Test
    void bytesSortLikeOrigins() {
        List<Origin> origins = new ArrayList<>();
        for (OptionalLong time : TIMES) {
            for (String file : FILES) {
                for (long offset : OFFSETS) {
                    origins.add(new Origin(file, offset, time, OptionalLong.empty()));
                }
            }
        }
        origins.sort(ORDER);

        for (int i = 1; i < origins.size(); i++) {
            assertThat(Arrays.compareUnsigned(
                            OriginOrder.encode(origins.get(i - 1)), OriginOrder.encode(origins.get(i))))
                    .as("%s before %s", origins.get(i - 1), origins.get(i))
                    .isNegative();
        }
    }

    @Test
    void theLineOfACsvRowDoesNotCount() {
        assertThat(OriginOrder.encode(new Origin("a", 7, OptionalLong.empty(), OptionalLong.of(2))))
                .isEqualTo(OriginOrder.encode(new Origin("a", 7, OptionalLong.empty(), OptionalLong.empty())));
    }
}
