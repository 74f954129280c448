package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultInjectorTest {
    private static final FaultConfig ALL = new FaultConfig(0.1, 0.1, 0.1, 0.1, Duration.ofMillis(300), 10);

    @TempDir
    Path inbox;

    /** Another way to the same table: from the files alone, all of them looked at once. */
    private Map<Long, String> winnersByFiles(ServiceKind kind) throws Exception {
        record Claim(String version, String eventId, WrittenFile first) {}
        Map<String, Claim> claims = new HashMap<>();
        for (WrittenFile file : WrittenFile.in(inbox)) {
            if (file.isWhole()
                    && (kind == ServiceKind.USERS || file.json().at("/payload").has("user_id"))) {
                String version = file.at("/payload/updated_at") + file.at("/metadata/event_at");
                String eventId = file.at("/metadata/event_id");
                claims.putIfAbsent(eventId, new Claim(version, eventId, file));
            }
        }
        Map<Long, Claim> winners = new TreeMap<>();
        for (Claim claim : claims.values()) {
            winners.merge(claim.first().json().at("/payload/id").asLong(), claim, (a, b) -> {
                int byVersion = a.version().compareTo(b.version());
                int order = byVersion != 0
                        ? byVersion
                        : Long.compare(a.first().modified(), b.first().modified());
                order = order != 0
                        ? order
                        : a.first().name().compareTo(b.first().name());
                return (kind == ServiceKind.CARDS) == (order > 0) ? a : b;
            });
        }
        Map<Long, String> eventIds = new TreeMap<>();
        winners.forEach((key, claim) -> eventIds.put(key, claim.eventId()));
        return eventIds;
    }

    private static Map<Long, String> eventIds(TruthTable truth) {
        int column = truth.columns().indexOf("event_id");
        Map<Long, String> eventIds = new TreeMap<>();
        truth.rows().forEach((key, row) -> eventIds.put(key, row.get(column)));
        return eventIds;
    }

    @ParameterizedTest
    @EnumSource
    void whateverGoesWrongTheTruthIsWhatTheFilesSay(ServiceKind kind) throws Exception {
        TruthTable truth = VirtualRun.run(new GeneratorConfig.Builder(kind, inbox)
                .seed(1)
                .rate(500)
                .count(3000)
                .faults(ALL));

        assertThat(eventIds(truth)).isEqualTo(winnersByFiles(kind));
        List<WrittenFile> files = WrittenFile.in(inbox);
        assertThat(truth.counts().events()).isEqualTo(files.size());
        long invalid = files.stream()
                .filter(file -> !file.isWhole()
                        || (kind == ServiceKind.CARDS
                                && !file.json().at("/payload").has("user_id")))
                .count();
        assertThat(truth.counts().invalid()).isEqualTo(invalid);
    }

    @Test
    void faultsChangeNoEvent() throws Exception {
        TruthTable smooth = VirtualRun.run(
                GeneratorConfig.users(inbox.resolve("smooth")).seed(2).count(100));
        TruthTable rough = VirtualRun.run(GeneratorConfig.users(inbox.resolve("rough"))
                .seed(2)
                .count(100)
                .faults(new FaultConfig(0.5, 0.5, 0, 0.3, Duration.ofSeconds(1), 20)));

        assertThat(eventIds(rough)).isEqualTo(eventIds(smooth));
        assertThat(rough.counts().events() > 150).isTrue();
    }

    @Test
    void halfOfTheCutOffEventsComeWholeLater() throws Exception {
        TruthTable truth = VirtualRun.run(
                GeneratorConfig.users(inbox).seed(3).faults(new FaultConfig(0, 0, 1, 0, Duration.ZERO, 0)));

        assertThat(truth.counts().invalid()).isEqualTo(1000);
        assertThat((double) truth.counts().rows()).isCloseTo(500.0, within(60.0));
        assertThat(truth.counts().events()).isEqualTo(1000 + truth.counts().rows());
    }

    @Test
    void shuffledFilesComeInAnotherOrder() throws Exception {
        VirtualRun.run(GeneratorConfig.users(inbox).seed(4).faults(new FaultConfig(0, 0, 0, 0, Duration.ZERO, 50)));

        List<Integer> ids = WrittenFile.in(inbox).stream()
                .map(file -> file.json().at("/payload/id").asInt())
                .toList();
        assertThat(ids.size()).isEqualTo(1000);
        assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
    }

    @Test
    void nothingHiddenIsLeftBehind() throws Exception {
        VirtualRun.run(GeneratorConfig.cards(inbox).seed(5).count(300).faults(ALL));

        try (Stream<Path> files = Files.list(inbox)) {
            assertThat(files.noneMatch(file -> file.getFileName().toString().startsWith(".")))
                    .isTrue();
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new FaultConfig(1.1, 0, 0, 0, Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaultConfig(0, Double.NaN, 0, 0, Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaultConfig(0, 0, 0.6, 0.6, Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaultConfig(0, 0, 0, 0, Duration.ofSeconds(-1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaultConfig(0, 0, 0, 0, Duration.ZERO, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
