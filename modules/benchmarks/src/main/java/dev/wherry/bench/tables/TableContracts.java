package dev.wherry.bench.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The contracts, the schema and the migration of all kinds of tables. */
final class TableContracts {
    private static final String COLUMNS = """
            columns:
              event_id:        {from: /event_id, type: uuid}
              event_at:        {from: /event_at, type: timestamptz}
              id:              {from: /id, type: bigint}
              user_id:         {from: /user_id, type: bigint}
              updated_at:      {from: /updated_at, type: timestamptz}
              created_at:      {from: /created_at, type: timestamptz}
              active:          {from: /active, type: boolean}
              created_by_name: {from: /created_by_name, type: text}
              source_file:     {from: "@file", type: text}
              source_offset:   {from: "@offset", type: bigint}
            """;

    private TableContracts() {}

    /** Writes them to a directory. */
    static Path write(Path directory) throws IOException {
        StringBuilder migration = new StringBuilder();
        for (TableKind kind : TableKind.values()) {
            Path contract = Files.createDirectories(directory.resolve(kind.word()));
            Files.writeString(contract.resolve("contract.yaml"), contract(kind));
            Files.writeString(contract.resolve("schema.json"), resource("schema.json"));
            migration.append(table(kind.word(), kind.keyColumn(), kind.hasVersion(), ""));
        }
        migration.append(table("history_versions", "id, version, history_id", true, """
                ,
                    history_id      bytea       NOT NULL,
                    history_order   bytea       NOT NULL,
                    deleted         boolean     NOT NULL"""));
        migration.append("""
                CREATE TABLE children_parts (
                    card_id bigint  NOT NULL,
                    number  integer NOT NULL,
                    name    text    NOT NULL,
                    PRIMARY KEY (card_id, number)
                );
                """);
        Files.writeString(
                Files.createDirectories(directory.resolve("migrations")).resolve("V1__tables.sql"), migration);
        return directory;
    }

    private static String contract(TableKind kind) {
        StringBuilder contract =
                new StringBuilder("""
                type: %1$s
                feeds: [%1$s]
                match: %2$s
                schema: schema.json
                key: [/%3$s]
                time: {format: "uuuu-MM-dd HH:mm:ss", zone: UTC}
                %4$s
                table: %1$s
                """.formatted(kind.word(), kind.match(), kind.keyColumn(), kind.keep()));
        if (kind.hasVersion()) {
            contract.append("id: /event_id\n")
                    .append("version: [{from: /updated_at, as: timestamp}, {from: /event_at, as: timestamp}]\n");
        }
        kind.moreKeys().forEach(line -> contract.append(line).append('\n'));
        contract.append(COLUMNS);
        if (kind.hasVersion()) {
            contract.append("  version:         {from: \"@version\", type: bytea}\n");
        }
        return contract.toString();
    }

    private static String table(String name, String key, boolean version, String moreColumns) {
        return """
                CREATE TABLE %s (
                    event_id        uuid        NOT NULL,
                    event_at        timestamptz NOT NULL,
                    id              bigint      NOT NULL,
                    user_id         bigint      NOT NULL,
                    updated_at      timestamptz NOT NULL,
                    created_at      timestamptz NOT NULL,
                    active          boolean     NOT NULL,
                    created_by_name text        NOT NULL,
                    source_file     text        NOT NULL,
                    source_offset   bigint      NOT NULL%s%s,
                    PRIMARY KEY (%s)
                );
                """.formatted(name, version ? ",\n    version         bytea       NOT NULL" : "", moreColumns, key);
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = TableContracts.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
