package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References in feed files that a worker on this machine would leave as they are written. */
class FeedReferencesTest {
    @TempDir
    Path directory;

    private Path secrets;

    @BeforeEach
    void writeTheFiles() throws IOException {
        ContractFiles.write(directory, "thing", ContractFiles.THING, "{}");
        secrets = Files.writeString(directory.resolve("secrets.properties"), "password=secret-1\nempty=\n");
        Files.createDirectories(directory.resolve("feeds"));
        Files.writeString(directory.resolve("feeds/things.yaml"), """
                feed: things
                source:
                  http:
                    method: POST
                    url: https://api.example.com/data
                    headers: {x-api-key: "${env:API_KEY}"}
                    query: {tenant: "${env:TENANT}/${env:REGION}"}
                    body: {auth: {key: "${file:%s:key}", empty: "${file:%s:empty}"}}
                    auth: {basic: {user: me, password: "${file:/no/such/file:password}"}}
                """.formatted(secrets, secrets));
    }

    @Test
    void everyReferenceThatCannotBeResolvedIsToldWithItsPlaceAndRemedy() {
        Catalog catalog = Catalog.load(directory);

        assertThatThrownBy(() -> catalog.requireReferences(directory, Map.of("REGION", "north")::get))
                .isInstanceOf(InvalidContractsException.class)
                .hasMessage("""
                        FILE#/source/http/headers/x-api-key: refers to the environment variable API_KEY, which is not \
                        set; set it before you start Wherry: export API_KEY=…
                        FILE#/source/http/query/tenant: refers to the environment variable TENANT, which is not set; \
                        set it before you start Wherry: export TENANT=…
                        FILE#/source/http/body/auth/key: refers to key in SECRETS, which has none; add key=…
                        FILE#/source/http/auth/basic/password: refers to the file /no/such/file, which cannot be read \
                        (NoSuchFileException); write password=… into it, and let this user read it""".replace(
                                "FILE", directory.resolve("feeds/things.yaml").toString())
                        .replace("SECRETS", secrets.toString()));
    }

    @Test
    void whatCanBeResolvedIsRight() throws IOException {
        Path feed = directory.resolve("feeds/things.yaml");
        Files.writeString(
                feed,
                Files.readString(feed).replace(":key}", ":password}").replace("/no/such/file", secrets.toString()));

        assertThatCode(() -> Catalog.load(directory)
                        .requireReferences(directory, Map.of("REGION", "", "API_KEY", "a", "TENANT", "b")::get))
                .doesNotThrowAnyException();
    }
}
