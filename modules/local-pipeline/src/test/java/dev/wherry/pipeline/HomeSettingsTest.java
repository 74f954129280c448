package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.embedded.ServiceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeSettingsTest {
    @TempDir
    Path directory;

    private Home home;

    @BeforeEach
    void makeHome() {
        home = new Home(directory);
    }

    @Test
    void areThoseOfTheLastRun() throws Exception {
        HomeSettings settings = new HomeSettings(
                "7",
                Optional.of(Path.of("/etc/wherry/contracts")),
                new GivenServices(
                        Optional.of(new GivenKafka("kafka:9092", Optional.of(Path.of("/etc/client.properties")))),
                        Optional.of(new GivenDatabase(
                                "jdbc:postgresql://warehouse/dwh", "wherry", Optional.of(Path.of("/etc/password"))))),
                Optional.of("cluster"));

        settings.save(home);

        assertThat(HomeSettings.of(home)).isEqualTo(settings);
    }

    @Test
    void ofEmbeddedServicesNameNone() throws Exception {
        new HomeSettings("7", Optional.empty(), GivenServices.NONE, Optional.empty()).save(home);

        assertThat(HomeSettings.of(home).given()).isEqualTo(GivenServices.NONE);
        assertThat(Files.readString(home.settings())).contains("id=7").doesNotContain("=/", "url");
    }

    @Test
    void ofANewHomeNameNothing() {
        HomeSettings settings = HomeSettings.of(home);

        assertThat(settings.contracts()).isEmpty();
        assertThat(settings.given()).isEqualTo(GivenServices.NONE);
        assertThat(settings.id()).isNotEmpty();
    }

    @Test
    void thatCannotBeReadNameTheFile() throws Exception {
        Files.write(home.settings(), "database.url=\\u00zz".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> HomeSettings.of(home))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("settings.properties cannot be read");
    }
}
