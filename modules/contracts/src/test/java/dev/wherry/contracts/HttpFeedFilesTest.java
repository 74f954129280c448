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

/** Feed files with a source in an HTTP API, and every fault in them. */
class HttpFeedFilesTest {
    @TempDir
    Path directory;

    @BeforeEach
    void writeTheContract() {
        ContractFiles.write(directory, "thing", ContractFiles.THING, "{}");
    }

    @Test
    void readsAllKeys() throws IOException {
        write("""
                  http:
                    method: POST
                    url: https://api.example.com/{type}/data
                    headers: {x-api-key: "${env:API_KEY}", Accept: application/json}
                    query: {limit: 100, day: "{day:yyyyMMdd}"}
                    body: {created: "{day}", auth: {key: "${file:/a:b}"}, limit: 100, list: ["{type}", 1]}
                    each: {type: [charge, refund]}
                    items: /data/items
                    next:
                      url: https://api.example.com/{type}/more
                      query: {page: "{page}"}
                      headers: {x-cursor: "{cursor}"}
                      body: {starting_after: "{last:/id}"}
                      cursor: /next
                      first: 0
                      until: {fewer-than: 100}
                    retry: {status: [500, 503], times: 3, within: 5m, wait: 100ms}
                    timeout: {connect: 1s, read: 2s}
                    rate: 100/m
                    parallel: 4
                    response-limit: 32MB
                    redirects: any
                    auth: {basic: {user: me, password: "${env:P}"}}
                    tls: {truststore: /trust.p12, password: "${env:T}"}
                  days: {from: 2019-04-01, to: yesterday, zone: Europe/Berlin, missing: wait, late: 5d}
                  schedule: {at: "07:00", zone: Asia/Tokyo}
                """);

        Catalog catalog = Catalog.load(directory);

        assertThat(catalog.inboxFeeds()).isEmpty();
        assertThat(catalog.s3Feeds()).isEmpty();
        assertThat(catalog.httpFeeds().get("things").options())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("method", "POST"),
                        Map.entry("url", "https://api.example.com/{type}/data"),
                        Map.entry("headers.x-api-key", "${env:API_KEY}"),
                        Map.entry("headers.Accept", "application/json"),
                        Map.entry("query.limit", "100"),
                        Map.entry("query.day", "{day:yyyyMMdd}"),
                        Map.entry(
                                "body",
                                "{\"created\":\"{day}\",\"auth\":{\"key\":\"\"},\"limit\":100,\"list\":[\"{type}\",1]}"),
                        Map.entry("body./auth/key", "${file:/a:b}"),
                        Map.entry("each.name", "type"),
                        Map.entry("each.values", "charge,refund"),
                        Map.entry("items", "/data/items"),
                        Map.entry("next.url", "https://api.example.com/{type}/more"),
                        Map.entry("next.query.page", "{page}"),
                        Map.entry("next.headers.x-cursor", "{cursor}"),
                        Map.entry("next.body", "{\"starting_after\":\"{last:/id}\"}"),
                        Map.entry("next.cursor", "/next"),
                        Map.entry("next.first", "0"),
                        Map.entry("next.until", "100"),
                        Map.entry("retry.status", "500,503"),
                        Map.entry("retry.times", "3"),
                        Map.entry("retry.within.ms", "300000"),
                        Map.entry("retry.wait.ms", "100"),
                        Map.entry("timeout.connect.ms", "1000"),
                        Map.entry("timeout.read.ms", "2000"),
                        Map.entry("rate", "100/m"),
                        Map.entry("parallel", "4"),
                        Map.entry("response.limit.bytes", "33554432"),
                        Map.entry("redirects", "any"),
                        Map.entry("auth.user", "me"),
                        Map.entry("auth.password", "${env:P}"),
                        Map.entry("tls.truststore", "/trust.p12"),
                        Map.entry("tls.truststore.password", "${env:T}"),
                        Map.entry("days.from", "2019-04-01"),
                        Map.entry("days.to", "yesterday"),
                        Map.entry("days.zone", "Europe/Berlin"),
                        Map.entry("days.missing", "wait"),
                        Map.entry("days.late", "5"),
                        Map.entry("schedule.at", "07:00"),
                        Map.entry("schedule.zone", "Asia/Tokyo"))));
        assertThat(catalog.httpFeeds().get("things").toString())
                .isEqualTo("HTTP API https://api.example.com/{type}/data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http: {} | /source/http/url is missing",
                "http: {url: http://a/b, bodi: x} | /source/http/bodi is unknown; did you mean body?",
                "http: {url: a/b} | /source/http/url is no URL",
                "http: {url: 'http://me:hunter2@a/b'} | /source/http/url contains credentials",
                "http: {url: 'http://a/${env:K}'} | /source/http/url has a reference behind the host",
                "http: {url: http://a/b}, s3: {bucket: b} | /source/s3 and http must not both be given",
                "http: {url: http://a/b, method: DELETE} | /source/http/method \"DELETE\" is not allowed here",
                "http: {url: http://a/b, body: {a: 1}} | /source/http/body does not apply to the method GET",
                "http: {url: http://a/b, headers: {Host: c}} | /source/http/headers/Host is set by the client",
                "http: {url: http://a/b, headers: {'a@b': c}} | /source/http/headers/a@b is no name of a header",
                "http: {url: http://a/b, headers: {x-api-key: hunter2}} | /source/http/headers/x-api-key is not a reference",
                "http: {url: http://a/b, headers: {Authorization: hunter2}} | /source/http/headers/Authorization is not a reference",
                "http: {url: http://a/b, query: {api_key: hunter2}} | /source/http/query/api_key is not a reference",
                "http: {url: http://a/b, method: POST, body: {x: {token: hunter2}}} | /source/http/body/x/token is not a reference",
                "http: {url: http://a/b, query: {a: [1]}} | /source/http/query/a is not a value",
                "http: {url: http://a/b, query: {a: '{tipe}'}, each: {type: [c]}} | /source/http/query/a contains the unknown placeholder {tipe}; did you mean {type}?",
                "http: {url: http://a/b, query: {a: '{day:HH}'}}, days: {from: today} | /source/http/query/a writes a day as HH",
                "http: {url: http://a/b, query: {a: '{last:/id}'}} | /source/http/query/a contains {last:/id}, which the first page does not have",
                "http: {url: http://a/b, query: {a: '{cursor}'}} | /source/http/query/a contains {cursor}, which the first page does not have",
                "http: {url: http://a/b, next: {query: {a: '{cursor}'}}} | /source/http/next/query/a contains {cursor}, which no answer has",
                "http: {url: http://a/b, next: {query: {a: '{last}'}}} | /source/http/next/query/a contains {last} without a JSON pointer",
                "http: {url: http://a/b, next: {query: {a: '{page:2}'}}} | /source/http/next/query/a contains {page:2} with an argument",
                "http: {url: http://a/b, next: {cursor: /c, link: next}} | /source/http/next/cursor has no effect",
                "http: {url: http://a/b, next: {query: {a: b}}} | /source/http/next requests the same page for ever",
                "http: {url: http://a/b, next: {link: next, until: full}} | /source/http/next/until \"full\" is not allowed here",
                "http: {url: http://a/b, next: {link: next, until: {fewer-than: 0}}} | /source/http/next/until/fewer-than is not a number",
                "http: {url: http://a/b, method: POST, next: {body: {k: '${env:K}', a: '{page}'}}} | /source/http/next/body/k is a reference",
                "http: {url: http://a/b, method: POST, body: {k: ['${env:K}']}} | /source/http/body/k/0 is a reference in a list",
                "http: {url: http://a/b, each: {type: [c]}} | /source/http/each has no effect",
                "http: {url: 'http://a/{page}', each: {page: [c]}} | /source/http/each/page cannot be the name of a list",
                "http: {url: 'http://a/{t}', each: {t: [c, c]}} | /source/http/each/t has a value more than once",
                "http: {url: 'http://a/{t}', each: {t: ['c/d']}} | /source/http/each/t/0 has characters other than",
                "http: {url: 'http://a/{t}', each: {t: []}} | /source/http/each/t is no list with values",
                "http: {url: http://a/b, items: data} | /source/http/items \"data\" is not a JSON pointer",
                "http: {url: http://a/b, retry: {status: [99]}} | /source/http/retry/status/0 is not a status",
                "http: {url: http://a/b, retry: {wait: 1}} | /source/http/retry/wait \"1\" is not a duration",
                "http: {url: http://a/b, rate: fast} | /source/http/rate \"fast\" is not allowed here",
                "http: {url: http://a/b, parallel: 0} | /source/http/parallel is not a number from 1 to 64",
                "http: {url: http://a/b, response-limit: 16} | /source/http/response-limit \"16\" is not a size",
                "http: {url: http://a/b, redirects: all} | /source/http/redirects \"all\" is not allowed here",
                "http: {url: http://a/b, auth: {bearer: hunter2}} | /source/http/auth/bearer is not a reference",
                "http: {url: http://a/b, auth: {basic: {user: u, password: hunter2}}} | /source/http/auth/basic/password is not a reference",
                "http: {url: http://a/b, auth: {bearer: '${env:A}', basic: {user: u, password: '${env:B}'}}} | /source/http/auth has more than one",
                "http: {url: http://a/b, auth: {oauth2: {token-url: x, client-id: a, client-secret: '${env:B}'}}} | /source/http/auth/oauth2/token-url \"x\" is not allowed here",
                "http: {url: http://a/b, tls: {ca: a, truststore: b}} | /source/http/tls/ca and truststore must not both",
                "http: {url: http://a/b, tls: {ca: a, password: '${env:B}'}} | /source/http/tls/password does not apply",
                "http: {url: 'http://a/{day}'} | /source/days is missing, although requests contain a day",
                "http: {url: http://a/b}, days: {from: today} | /source/days needs {day} in a request",
                "http: {url: http://a/b}}\\nignore: ['*.bak']\\nreceipts: {documents: false | /ignore does not apply to an API",
                "http: {url: http://a/b}}\\nfinished: {quiet: 1s | /finished is about files in the inbox",
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

    @Test
    void pagesAreNoSnapshots() throws IOException {
        ContractFiles.write(
                directory,
                "thing",
                ContractFiles.THING.replace("keep: latest", "keep: latest\nsnapshot: {by: file}"),
                "{}");
        write("  http: {url: http://a/b}\n");

        InvalidContractsException invalid =
                catchThrowableOfType(InvalidContractsException.class, () -> Catalog.load(directory));

        assertThat(invalid).hasMessageContaining("feed things is read from an API, whose pages are no snapshots");
    }

    private void write(String source) throws IOException {
        Files.createDirectories(directory.resolve("feeds"));
        Files.writeString(directory.resolve("feeds/things.yaml"), "feed: things\nsource:\n" + source);
    }
}
