package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Extra;
import dev.wherry.contracts.Fault;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.Keep;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.Snapshot;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.VersionField;
import dev.wherry.contracts.change.ContractDefinition;
import dev.wherry.contracts.condition.Condition;
import dev.wherry.contracts.condition.Overlap;
import dev.wherry.contracts.event.CompiledContract;
import dev.wherry.contracts.event.SchemaValidator;
import dev.wherry.contracts.event.UndeclaredProperties;
import dev.wherry.contracts.value.TimeFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one contract file and the schema that it names. */
final class ContractReader {
    private static final Set<String> REQUIRED =
            Set.of("type", "feeds", "match", "schema", "key", "keep", "table", "columns");
    private static final Set<String> OPTIONAL =
            Set.of("id", "version", "time", "skip", "delete", "history", "children", "extra", "snapshot");

    /** PostgreSQL's limit. */
    static final int MAX_KEY_PARTS = 32;

    private final FaultCollector faults;
    private final FaultCollector schemaFaults;
    private final Path file;
    private final JsonNode tree;
    private final Path schemaFile;
    private final YamlMapping contract;
    private final SchemaReader schemas;
    private final ConditionReader conditions;

    ContractReader(Path file, JsonNode tree, SchemaReader schemas, FaultCollector faults) {
        this.faults = faults;
        this.file = file;
        this.tree = tree;
        this.schemas = schemas;
        this.conditions = new ConditionReader(schemas, faults);
        this.contract = new YamlMapping(tree, "", faults);
        String name = tree.path("schema").asText("");
        this.schemaFile = file.resolveSibling(name.matches(NamingRules.FILE) ? name : "schema.json");
        this.schemaFaults = new FaultCollector(schemaFile);
    }

    /** Empty if there are faults. */
    Optional<CompiledContract> read() {
        if (!contract.isObjectOf(REQUIRED, OPTIONAL)) {
            return Optional.empty();
        }
        Optional<String> type = contract.text("type", NamingRules.TOPIC_PART, NamingRules.TOPIC_PART_REMEDY);
        List<String> feeds = feeds();
        Optional<Condition> match = match();
        Optional<Condition> skip = conditions.read(contract, "skip");
        Optional<Condition> delete = delete(match, skip);
        Optional<SchemaValidator> schema = schema();
        Optional<FieldPath> id = contract.path("id");
        List<FieldPath> key = key();
        TimeFormat time = TimeFormatReader.read(contract).orElse(TimeFormat.ISO);
        List<VersionField> version = version(time);
        Optional<Keep> keep = keep();
        if (keep.filter(Keep.EVERY::equals).isPresent()) {
            checkEventTable();
        }
        Optional<TableName> table = TableNames.read(contract, "table");
        List<Column> columns = new ColumnsReader(contract, key, keep, !version.isEmpty(), conditions, time).read();
        Optional<TableName> history = TableNames.readHistory(contract, table, columns);
        List<ChildTable> children = new ChildrenReader(contract, columns, conditions, time).read();
        if (keep.isPresent() && keep.get() != Keep.EVERY) {
            checkVersionColumn(columns);
        }
        ExtraReader extras = new ExtraReader(contract)
                .reading(key)
                .reading(id.stream().toList())
                .reading(match)
                .reading(skip)
                .reading(delete)
                .readingVersion(version)
                .readingColumns(columns)
                .readingChildren(children);
        Extra extra = extras.read(columns);
        Optional<UndeclaredProperties> undeclared = extras.undeclared(extra, schema);
        Optional<Snapshot> snapshot = new SnapshotReader(contract).read(keep, feeds);
        if (!faults.list().isEmpty() || !schemaFaults.list().isEmpty()) {
            return Optional.empty();
        }
        Contract read = new Contract(
                type.orElseThrow(),
                feeds,
                keep.orElseThrow(),
                version,
                table.orElseThrow(),
                columns,
                skip,
                delete,
                history,
                children,
                extra,
                snapshot);
        ContractDefinition definition =
                ContractDefinition.of(tree, schema.orElseThrow().source());
        return Optional.of(new CompiledContract(
                read, file, definition, match.orElseThrow(), schema.orElseThrow(), id, key, undeclared));
    }

    List<Fault> schemaFaults() {
        return schemaFaults.list();
    }

    private List<String> feeds() {
        List<String> feeds = contract.list("feeds", "cards", (element, at) -> {
            Optional<String> feed = contract.text(element, at);
            if (feed.isPresent() && !feed.get().matches(NamingRules.TOPIC_PART)) {
                faults.add(at, "\"" + feed.get() + "\" is not a feed name", NamingRules.TOPIC_PART_REMEDY);
                return Optional.empty();
            }
            return feed;
        });
        checkList("feeds", feeds, "cards");
        return feeds;
    }

    private Optional<Condition> match() {
        boolean all = contract.get("match").asText().equals("all");
        return all ? Optional.of(Condition.ALWAYS) : conditions.read(contract, "match");
    }

    private Optional<Condition> delete(Optional<Condition> match, Optional<Condition> skip) {
        Optional<Condition> delete = conditions.read(contract, "delete");
        if (delete.isPresent() && match.isPresent() && Overlap.implies(match.get(), delete.get())) {
            contract.fault(
                    "delete",
                    "holds for every event that the contract matches, so its table would stay empty",
                    "name a value that only deletions have");
        } else if (delete.isPresent() && skip.isPresent() && Overlap.implies(delete.get(), skip.get())) {
            contract.fault(
                    "delete", "holds only for events that skip leaves out, so nothing is deleted", "restrict skip");
        }
        return delete;
    }

    private Optional<SchemaValidator> schema() {
        Optional<String> name = contract.text("schema", NamingRules.FILE, NamingRules.FILE_REMEDY);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(schemaFile)) {
            contract.fault(
                    "schema",
                    "the file " + schemaFile + " does not exist",
                    "create it, or name the file that contains the schema");
            return Optional.empty();
        }
        return schemas.read(schemaFile, schemaFaults);
    }

    private List<FieldPath> key() {
        List<FieldPath> key = contract.list("key", "/payload/id", (element, at) -> contract.text(element, at)
                .flatMap(text -> contract.path(text, at)));
        checkList("key", key, "/payload/id");
        if (key.size() > MAX_KEY_PARTS) {
            contract.fault(
                    "key",
                    "has " + key.size() + " parts",
                    "write at most " + MAX_KEY_PARTS + ", which is PostgreSQL's limit");
        }
        return key;
    }

    /** @param time the contract's, for fields without one of their own */
    private List<VersionField> version(TimeFormat time) {
        return contract.list("version", "{from: /payload/updated_at, as: timestamp}", (element, at) -> {
            YamlMapping field = new YamlMapping(element, at, faults);
            if (!field.isObjectOf(Set.of("from", "as"), Set.of("time"))) {
                return Optional.empty();
            }
            Optional<FieldPath> from = field.path("from");
            Optional<VersionField.As> as = field.oneOf("as", VersionField.As.class);
            if (from.isEmpty() || as.isEmpty()) {
                return Optional.empty();
            }
            if (field.has("time") && as.get() != VersionField.As.TIMESTAMP) {
                field.fault("time", "belongs to a timestamp", "remove it, or write as: timestamp");
            }
            return Optional.of(new VersionField(
                    from.get(), as.get(), TimeFormatReader.read(field).orElse(time)));
        });
    }

    private Optional<Keep> keep() {
        return contract.oneOf("keep", Keep.class);
    }

    private void checkEventTable() {
        if (contract.has("id")) {
            contract.fault(
                    "id",
                    "has no effect with keep: every, because copies of an event are told by their values",
                    "remove it");
        }
        if (contract.has("delete")) {
            contract.fault(
                    "delete",
                    "deletes the row of a key, but every event has its own row",
                    "remove it, or keep: latest");
        }
        if (contract.has("history")) {
            contract.fault(
                    "history",
                    "has no effect with keep: every, because the table has every event already",
                    "remove it, or keep: latest");
        }
        if (contract.has("children")) {
            contract.fault(
                    "children",
                    "are replaced with the row of a key, but every event has its own row",
                    "remove it, or keep: latest");
        }
    }

    /** The rows of both are chosen by the version that stands in the contract's table. */
    private void checkVersionColumn(List<Column> columns) {
        boolean hasVersion = columns.stream().anyMatch(column -> column.isFrom(Lineage.VERSION));
        for (String word : List.of("history", "children")) {
            if (contract.has(word) && contract.has("columns") && !hasVersion) {
                contract.fault(
                        word,
                        "no column holds @version, which it depends on",
                        "add one to columns, such as version: {from: \"@version\", type: bytea}");
            }
        }
    }

    private void checkList(String name, List<?> elements, String example) {
        if (contract.get(name).isArray() && contract.get(name).isEmpty()) {
            contract.fault(name, "is empty", "write [" + example + "]");
        }
        if (Set.copyOf(elements).size() < elements.size()) {
            contract.fault(name, "contains a duplicate", "list each value once");
        }
    }
}
