package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.contracts.TableName;
import dev.wherry.wire.Suggestions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what the database has instead of a table that is missing. */
final class MissingTable {
    private final Path file;
    private final TableName table;
    private final String schema;
    private final List<Relation> relations;
    private final Set<String> schemas;

    /**
     * @param table with its schema
     * @param relations all relations of the database
     * @param schemas the schemas that the user may use
     */
    MissingTable(Path file, TableName table, List<Relation> relations, Set<String> schemas) {
        this.file = file;
        this.table = table;
        this.schema = table.schema().orElseThrow();
        this.relations = relations;
        this.schemas = schemas;
    }

    Difference difference() {
        return sameName()
                .or(this::otherCase)
                .or(this::missingSchema)
                .or(this::otherSchema)
                .or(this::similarName)
                .orElseGet(() -> of("it does not exist", "Create it in a migration, or correct the contract's table."));
    }

    private Optional<Difference> sameName() {
        return inSchema()
                .filter(relation -> relation.name().table().equals(table.table()))
                .map(relation -> of(
                        table + " is " + relation.description()
                                + "; the sink writes to tables and updatable views only",
                        "Rename it and create the table in a migration, or name another table in the contract."))
                .findFirst();
    }

    private Optional<Difference> otherCase() {
        return inSchema()
                .filter(relation -> relation.name().table().equalsIgnoreCase(table.table()))
                .map(relation -> of(
                        "it does not exist, but there is %s %s; upper and lower case differ"
                                .formatted(relation.description(), relation.name()),
                        "Write table: %s in the contract"
                                .formatted(relation.name().table())))
                .findFirst();
    }

    private Optional<Difference> otherSchema() {
        return relations.stream()
                .filter(relation ->
                        relation.isTable() && relation.name().table().equals(table.table()))
                .map(relation -> of(
                        "it does not exist, but there is a table " + relation.name(),
                        "If that is meant, write table: %s in the contract; otherwise create another one in a migration."
                                .formatted(relation.name())))
                .findFirst();
    }

    private Optional<Difference> missingSchema() {
        return schemas.contains(schema)
                ? Optional.empty()
                : Optional.of(of(
                        "it does not exist, because there is no schema " + schema + " that database.user may use",
                        "Create the schema in a migration (CREATE SCHEMA %s), grant USAGE on it, or correct the contract's table."
                                .formatted(SqlIdentifiers.quote(schema))));
    }

    private Optional<Difference> similarName() {
        List<String> tables = inSchema()
                .filter(Relation::isTable)
                .map(relation -> relation.name().table())
                .toList();
        return Suggestions.to(table.table(), tables)
                .map(similar -> of(
                        "it does not exist, but there is a table " + TableName.of(schema, similar),
                        "If that is meant, name it in the contract; otherwise create the table in a migration."));
    }

    private Stream<Relation> inSchema() {
        return relations.stream().filter(relation -> relation.name().schema().equals(table.schema()));
    }

    private Difference of(String found, String remedy) {
        return new Difference(file, table, found, remedy);
    }
}
