package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    @TempDir
    Path inbox;

    @Test
    void eachOfTheThousandUsersIsWrittenOnce() throws Exception {
        TruthTable truth = VirtualRun.run(GeneratorConfig.users(inbox).seed(1));

        List<WrittenFile> files = WrittenFile.in(inbox);
        assertThat(files.size()).isEqualTo(1000);
        assertThat(files.stream()
                        .map(file -> file.json().at("/payload/id").asLong())
                        .collect(Collectors.toSet()))
                .isEqualTo(LongStream.range(0, 1000).boxed().collect(Collectors.toSet()));
        assertThat(truth.counts()).isEqualTo(new Counts(1000, 0, 1000));
        assertThat(Files.exists(inbox.resolve(IdCounter.FILE))).isFalse();
    }

    @Test
    void aUserHasTheServicesShape() throws Exception {
        VirtualRun.run(GeneratorConfig.users(inbox).seed(2).count(50));

        for (WrittenFile file : WrittenFile.in(inbox)) {
            JsonNode user = file.json();
            UUID id = UUID.fromString(user.at("/metadata/event_id").asText());
            assertThat(file.name()).isEqualTo(id + ".json");
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(file.at("/metadata/type")).isEqualTo("user");
            assertThat(file.at("/metadata/event_at").matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"))
                    .isTrue();
            assertThat(file.at("/payload/address").contains("\n")).isTrue();
            assertThat(user.at("/payload/score").isDouble()).isTrue();
            assertThat(file.text().chars().allMatch(c -> c < 128)).isTrue();
            assertThat(file.isWhole()).isTrue();
        }
    }

    @Test
    void aRestartBringsTheSameIdsAgainAndTheFirstOnesCount() throws Exception {
        TruthTable once =
                VirtualRun.run(GeneratorConfig.users(inbox).seed(3).rate(100).lines("once"));
        TruthTable twice = VirtualRun.run(
                GeneratorConfig.users(inbox).seed(3).rate(100).count(2000).lines("twice"));

        assertThat(twice.rows()).isEqualTo(once.rows());
        assertThat(twice.counts()).isEqualTo(new Counts(2000, 0, 1000));
    }

    @Test
    void theSameSeedGivesTheSameUsers() throws Exception {
        TruthTable one = VirtualRun.run(
                GeneratorConfig.users(inbox.resolve("one")).seed(4).count(20));
        TruthTable other = VirtualRun.run(
                GeneratorConfig.users(inbox.resolve("other")).seed(4).count(20));
        TruthTable another = VirtualRun.run(
                GeneratorConfig.users(inbox.resolve("another")).seed(5).count(20));

        assertThat(other.rows()).isEqualTo(one.rows());
        assertThat(IntStream.range(0, 20)
                        .noneMatch(i ->
                                one.rows().get((long) i).equals(another.rows().get((long) i))))
                .isTrue();
    }
}
