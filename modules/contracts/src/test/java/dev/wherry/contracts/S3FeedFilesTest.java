package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feed files with a source in S3, and every fault in them. */
class S3FeedFilesTest {
    @TempDir
    Path directory;

    @BeforeEach
    void writeTheContract() {
        ContractFiles.write(directory, "thing", ContractFiles.THING, "{}");
    }

    @Test
    void readsAllKeys() throws IOException {
        write("""
                  s3:
                    bucket: lake
                    key: "in/{day}/*.csv"
                    endpoint: http://store:9000
                    region: eu-central-1
                    path-style: false
                    credentials: {access-key: abc, secret-key: "${env:SECRET}", session-token: "${file:/a:b}"}
                    listing-window: 2h
                    finished: {then: move, move-to: done/}
                    parallel: 4
                  days: {from: 2019-04-01, to: yesterday, zone: Europe/Berlin, missing: wait, late: 5d}
                  schedule: {at: "07:00", zone: Asia/Tokyo}
                """);

        Catalog catalog = Catalog.load(directory);

        assertThat(catalog.inboxFeeds()).isEmpty();
        assertThat(catalog.s3Feeds().get("things").options())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("bucket", "lake"),
                        Map.entry("key", "in/{day}/*.csv"),
                        Map.entry("endpoint", "http://store:9000"),
                        Map.entry("region", "eu-central-1"),
                        Map.entry("path.style", "false"),
                        Map.entry("access.key", "abc"),
                        Map.entry("secret.key", "${env:SECRET}"),
                        Map.entry("session.token", "${file:/a:b}"),
                        Map.entry("listing.window.ms", "7200000"),
                        Map.entry("on.finish", "move"),
                        Map.entry("finish.move.to", "done/"),
                        Map.entry("parallel", "4"),
                        Map.entry("days.from", "2019-04-01"),
                        Map.entry("days.to", "yesterday"),
                        Map.entry("days.zone", "Europe/Berlin"),
                        Map.entry("days.missing", "wait"),
                        Map.entry("days.late", "5"),
                        Map.entry("schedule.at", "07:00"),
                        Map.entry("schedule.zone", "Asia/Tokyo"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s3: {key: a} | /source/s3/bucket is missing",
                "s3: {bucket: b, bukket: c} | /source/s3/bukket is unknown",
                "s3: {bucket: b, key: '/a'} | /source/s3/key starts with /",
                "s3: {bucket: b, key: 'a/{tag}'} | /source/s3/key contains a placeholder other than {day}",
                "s3: {bucket: b, key: 'a/{day:HH}'}, days: {from: today} | /source/s3/key writes a day as HH",
                "s3: {bucket: b, key: 'a/{day}'} | /source/days is missing, although the key contains a day",
                "s3: {bucket: b, key: 'a/*'}, days: {from: today} | /source/days needs {day} in source.s3.key",
                "s3: {bucket: b, key: 'a/{day}'}, days: {from: soon} | /source/days/from \"soon\" is not a day",
                "s3: {bucket: b, key: 'a/{day}'}, days: {from: today, late: 3} | /source/days/late \"3\" is not a number of days",
                "s3: {bucket: b, endpoint: 'store:9000'} | /source/s3/endpoint \"store:9000\" is not allowed here",
                "s3: {bucket: b, anonymous: 1} | /source/s3/anonymous is neither true nor false",
                "s3: {bucket: b, anonymous: true, credentials: {access-key: a, secret-key: '${env:S}'}} | /source/s3/credentials does not apply to anonymous access",
                "s3: {bucket: b, credentials: {access-key: a, secret-key: hunter2}} | /source/s3/credentials/secret-key is not a reference",
                "s3: {bucket: b, parallel: 0} | /source/s3/parallel is not a number from 1 to 64",
                "s3: {bucket: b, finished: {then: burn}} | /source/s3/finished/then \"burn\" is not allowed here",
                "s3: {bucket: b, finished: {then: tag}} | /source/s3/finished/tag is missing",
                "s3: {bucket: b, finished: {then: tag, tag: x}} | /source/s3/finished/tag \"x\" is not name=value",
                "s3: {bucket: b, finished: {then: keep, move-to: done/}} | /source/s3/finished/move-to does not apply",
                "s3: {bucket: b, key: 'in/*', finished: {then: move, move-to: in/done/}} | /source/s3/finished/move-to is inside of what is listed (in/)",
                "s3: {bucket: b}, schedule: {every: 1h, at: '07:00'} | /source/schedule/every and at must not both be given",
                "s3: {bucket: b}, schedule: {at: noon} | /source/schedule/at \"noon\" is not allowed here",
                "s3: {bucket: b}}\\nfinished: {quiet: 1s | /finished is about files in the inbox",
            })
    void saysWhatIsWrong(String source, String fault) throws IOException {
        Files.createDirectories(directory.resolve("feeds"));
        Files.writeString(
                directory.resolve("feeds/things.yaml"),
                "feed: things\nsource: {" + source.replace("\\n", "\n") + "}\n");

        InvalidContractsException invalid =
                catchThrowableOfType(InvalidContractsException.class, () -> Catalog.load(directory));

        assertThat(invalid).isNotNull();
        assertThat(invalid.getMessage())
                .contains(fault.split(" ", 2)[1])
                .contains(fault.split(" ", 2)[0])
                .doesNotContain("hunter2");
    }

    private void write(String source) throws IOException {
        Files.createDirectories(directory.resolve("feeds"));
        Files.writeString(directory.resolve("feeds/things.yaml"), "feed: things\nsource:\n" + source);
    }
}
