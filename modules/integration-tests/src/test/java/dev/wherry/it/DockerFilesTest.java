package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.testing.docs.DocumentationPage;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

/** What must hold of the Dockerfile and the compose file, also where there is no engine to try them. */
class DockerFilesTest {
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
    private static final Pattern COPIED_POM = Pattern.compile("(?m)^COPY (\\S+)/pom\\.xml (\\S+)/$");
    private static final Pattern KAFKA = Pattern.compile("apache/kafka:(\\S+)");
    private static final Pattern PUBLISHED = Pattern.compile("ports: \\[\"([^\"]*)\"\\]");

    @Test
    void the_layer_of_dependencies_knows_every_module() throws Exception {
        Set<String> modules = DocumentationPage.of("pom.xml").matches(MODULE).stream()
                .map(module -> module.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> copied = DocumentationPage.of("docker/Dockerfile").matches(COPIED_POM).stream()
                .map(pom -> pom.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(modules, copied);
    }

    @Test
    void the_broker_and_the_workers_are_of_the_version_that_everything_else_has() throws Exception {
        for (String file : Set.of("docker/Dockerfile", "docker-compose.yml")) {
            Set<String> versions = DocumentationPage.of(file).matches(KAFKA).stream()
                    .map(image -> image.group(1))
                    .collect(Collectors.toSet());

            assertEquals(Set.of(AppInfoParser.getVersion()), versions, file);
        }
    }

    @Test
    void ports_are_published_on_loopback_only() throws Exception {
        DocumentationPage compose = DocumentationPage.of("docker-compose.yml");

        assertEquals(3, compose.matches(PUBLISHED).size());
        compose.matches(PUBLISHED).forEach(port -> assertTrue(port.group(1).startsWith("127.0.0.1:"), port.group(1)));
    }

    @Test
    void no_frontend_image_is_pulled_to_read_the_Dockerfile() throws Exception {
        assertTrue(DocumentationPage.of("docker/Dockerfile")
                .matches(Pattern.compile("(?mi)^# *syntax *="))
                .isEmpty());
    }
}
