package dev.wherry.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals(1000, files.size());
        assertEquals(
                LongStream.range(0, 1000).boxed().collect(Collectors.toSet()),
                files.stream()
                        .map(file -> file.json().at("/payload/id").asLong())
                        .collect(Collectors.toSet()));
        assertEquals(new Counts(1000, 0, 1000), truth.counts());
        assertFalse(Files.exists(inbox.resolve(IdCounter.FILE)));
    }

    @Test
    void aUserHasTheServicesShape() throws Exception {
        VirtualRun.run(GeneratorConfig.users(inbox).seed(2).count(50));

        for (WrittenFile file : WrittenFile.in(inbox)) {
            JsonNode user = file.json();
            UUID id = UUID.fromString(user.at("/metadata/event_id").asText());
            assertEquals(id + ".json", file.name());
            assertEquals(4, id.version());
            assertEquals(2, id.variant());
            assertEquals("user", file.at("/metadata/type"));
            assertTrue(file.at("/metadata/event_at").matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
            assertTrue(file.at("/payload/address").contains("\n"));
            assertTrue(user.at("/payload/score").isDouble());
            assertTrue(file.text().chars().allMatch(c -> c < 128));
            assertTrue(file.isWhole());
        }
    }

    @Test
    void aRestartBringsTheSameIdsAgainAndTheFirstOnesCount() throws Exception {
        TruthTable once =
                VirtualRun.run(GeneratorConfig.users(inbox).seed(3).rate(100).lines("once"));
        TruthTable twice = VirtualRun.run(
                GeneratorConfig.users(inbox).seed(3).rate(100).count(2000).lines("twice"));

        assertEquals(once.rows(), twice.rows());
        assertEquals(new Counts(2000, 0, 1000), twice.counts());
    }

    @Test
    void theSameSeedGivesTheSameUsers() throws Exception {
        TruthTable one =
                VirtualRun.run(GeneratorConfig.users(inbox.resolve("one")).seed(4).count(20));
        TruthTable other =
                VirtualRun.run(GeneratorConfig.users(inbox.resolve("other")).seed(4).count(20));
        TruthTable another =
                VirtualRun.run(GeneratorConfig.users(inbox.resolve("another")).seed(5).count(20));

        assertEquals(one.rows(), other.rows());
        assertTrue(IntStream.range(0, 20)
                .noneMatch(i -> one.rows().get((long) i).equals(another.rows().get((long) i))));
    }
}
