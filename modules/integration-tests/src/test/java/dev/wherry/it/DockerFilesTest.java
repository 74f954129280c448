package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.docs.DocumentationPage;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

/** Checks on the Dockerfile and the compose file that need no container engine. */
class DockerFilesTest {
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
    private static final Pattern COPIED_POM = Pattern.compile("(?m)^COPY (\\S+)/pom\\.xml (\\S+)/$");
    private static final Pattern KAFKA = Pattern.compile("apache/kafka:(\\S+)");
    private static final Pattern PUBLISHED = Pattern.compile("ports: \\[\"([^\"]*)\"\\]");

    @Test
    void theDependencyLayerCopiesThePomOfEveryModule() throws Exception {
        Set<String> modules = DocumentationPage.of("pom.xml").matches(MODULE).stream()
                .map(module -> module.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> copied = DocumentationPage.of("docker/Dockerfile").matches(COPIED_POM).stream()
                .map(pom -> pom.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(copied).isEqualTo(modules);
    }

    @Test
    void theBrokerAndTheWorkersHaveTheKafkaVersionOfTheBuild() throws Exception {
        for (String file : Set.of("docker/Dockerfile", "docker-compose.yml")) {
            Set<String> versions = DocumentationPage.of(file).matches(KAFKA).stream()
                    .map(image -> image.group(1))
                    .collect(Collectors.toSet());

            assertThat(versions).as(file).isEqualTo(Set.of(AppInfoParser.getVersion()));
        }
    }

    @Test
    void theLakeHasTheVersionThatTheTestsRun() throws Exception {
        String version = DocumentationPage.of("pom.xml")
                .matches(Pattern.compile("<s3mock.version>(.*)</s3mock.version>"))
                .get(0)
                .group(1);

        assertThat(DocumentationPage.of("docker-compose.yml").matches(Pattern.compile("adobe/s3mock:(\\S+)")))
                .extracting(image -> image.group(1))
                .containsExactly(version);
    }

    @Test
    void theApiServesWhatTheExampleServes() throws Exception {
        String options = DocumentationPage.of("examples/zingest/README.md")
                .matches(Pattern.compile("(?m)^\\./wherry generate api (.*) --truth "))
                .get(0)
                .group(1);

        assertThat(DocumentationPage.of("docker-compose.yml")
                        .matches(Pattern.compile("command: \\[generate, api, --host, 0\\.0\\.0\\.0, (.*)\\]")))
                .extracting(command -> command.group(1).replace(", ", " "))
                .containsExactly(options);
    }

    @Test
    void publishesPortsOnLoopbackOnly() throws Exception {
        DocumentationPage compose = DocumentationPage.of("docker-compose.yml");

        assertThat(compose.matches(PUBLISHED)).hasSize(5);
        assertThat(compose.matches(PUBLISHED)).allMatch(port -> port.group(1).startsWith("127.0.0.1:"));
    }

    @Test
    void pullsNoFrontendImageToReadTheDockerfile() throws Exception {
        assertThat(DocumentationPage.of("docker/Dockerfile").matches(Pattern.compile("(?mi)^# *syntax *=")))
                .isEmpty();
    }
}
