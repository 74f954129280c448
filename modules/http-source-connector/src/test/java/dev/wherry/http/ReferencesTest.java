package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference that the worker has not resolved is never sent. */
class ReferencesTest {
    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
        for (String converter : List.of("key.converter", "value.converter", "header.converter")) {
            api.config.put(converter, "org.apache.kafka.connect.converters.ByteArrayConverter");
        }
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    private List<String> errors() {
        return new HttpSourceConnector()
                .validate(api.config).configValues().stream()
                        .flatMap(option -> option.errorMessages().stream())
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers.x-key", "query.key", "auth.bearer", "url"})
    void anUnresolvedReferenceIsRefused(String option) {
        assertThat(errors()).isEmpty();
        for (String reference : List.of("${env:HKEY}", "${file:/etc/x:key}")) {
            api.set(option, "http://" + reference);

            assertThat(errors())
                    .containsExactly("feed.payments." + option + " still contains " + reference
                            + ", which the worker has not resolved: set it for every worker, and enable"
                            + " config.providers=env,file there");
            assertThatThrownBy(api::start)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("feed.payments." + option + " still contains " + reference);
        }
        assertThat(api.server.requests()).isEmpty();
    }
}
