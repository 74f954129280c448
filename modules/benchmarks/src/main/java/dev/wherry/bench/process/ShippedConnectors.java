package dev.wherry.bench.process;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.cli.Wherry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configurations of the connectors, as {@code wherry connectors} prints them. */
public final class ShippedConnectors {
    public static final String SOURCE = "wherry-files";
    public static final String S3 = "wherry-s3";
    public static final String HTTP = "wherry-http";
    public static final String SINK = "wherry-warehouse";

    private final Path contracts;

    public ShippedConnectors(Path contracts) {
        this.contracts = contracts.toAbsolutePath();
    }

    /** @param options further options of the command */
    public Map<String, String> source(Path inbox, Path archive, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--inbox", inbox.toString(), "--archive", archive.toString()));
        arguments.addAll(List.of("--database-url", "jdbc:postgresql:unused", "--database-user", "unused"));
        arguments.addAll(List.of(options));
        return print(SOURCE, arguments);
    }

    /** That of the feeds which the contracts read from a store. */
    public Map<String, String> s3() throws IOException {
        return sourceBeyondTheDisk(S3);
    }

    /** That of the feeds which the contracts read from an API. */
    public Map<String, String> http() throws IOException {
        return sourceBeyondTheDisk(HTTP);
    }

    private Map<String, String> sourceBeyondTheDisk(String connector) throws IOException {
        return print(
                connector,
                List.of("--inbox", "unused", "--database-url", "jdbc:postgresql:unused", "--database-user", "unused"));
    }

    /** @param options further options of the command */
    public Map<String, String> sink(String url, String user, String password, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--inbox", "unused", "--database-url", url));
        arguments.addAll(List.of("--database-user", user, "--database-password", password));
        arguments.addAll(List.of(options));
        return print(SINK, arguments);
    }

    private Map<String, String> print(String connector, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("connectors", "--contracts", contracts.toString()));
        arguments.addAll(options);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Wherry.execute(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("wherry connectors exited with " + code + ": " + err);
        }
        String all = out.toString();
        String json = all.substring(all.indexOf(connector + ":") + connector.length() + 1);
        return new ObjectMapper()
                .readerFor(new TypeReference<Map<String, String>>() {})
                .readValue(json);
    }
}
