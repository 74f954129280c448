package dev.wherry.sink.database;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the contracts with the tables, so that a difference is found before the first row is written. */
final class ContractCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ContractCheck.class);

    private final Connection connection;
    private final WarehouseSchema schema;
    private final List<Relation> relations;
    private final Set<String> schemas;
    private final Map<TableName, Path> filled = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();

    private ContractCheck(Connection connection, WarehouseSchema schema) throws SQLException {
        this.connection = connection;
        this.schema = schema;
        this.relations = Relation.all(connection);
        this.schemas = Relation.schemas(connection);
    }

    /** @throws WarehouseSetupException listing all differences of all tables */
    static void check(Connection connection, WarehouseSchema schema, Catalog catalog) throws SQLException {
        ContractCheck check = new ContractCheck(connection, schema);
        for (Contract contract : catalog.contracts()) {
            Path file = catalog.file(contract);
            for (ContractTable target : contract.tables()) {
                boolean deletes = target.kind() == ContractTable.Kind.STATE && contract.deletesRows();
                check.compare(file, contract, target, deletes);
            }
            for (ChildTable child : contract.children()) {
                check.compare(
                        file,
                        contract,
                        new ContractTable(ContractTable.Kind.STATE, child.name(), contract.topic(), child.columns()),
                        true);
            }
        }
        if (!check.differences.isEmpty()) {
            throw new WarehouseSetupException(check.differences.stream()
                    .map(Difference::toString)
                    .collect(Collectors.joining(
                            "\n",
                            "The database does not match the contracts. Correct it with a migration, or correct the"
                                    + " contracts:\n",
                            "")));
        }
    }

    private void compare(Path file, Contract contract, ContractTable target, boolean deletes) throws SQLException {
        TableName name = target.name().in(schema.name());
        Optional<Relation> relation = relations.stream()
                .filter(each -> (each.isTable() || each.isView()) && each.name().equals(name))
                .findFirst();
        Path other = filled.putIfAbsent(name, file);
        if (other != null) {
            differences.add(
                    new Difference(file, name, "it is also filled by " + other, "Give each contract its own tables."));
        }
        if (relation.isPresent()) {
            CatalogTable existing = CatalogTable.read(connection, relation.get().oid());
            List<Difference> found = new TableComparison(file, name, target, deletes, existing).differences();
            differences.addAll(found);
            if (existing.view() && found.isEmpty()) {
                new ViewCheck(connection, file, name, contract).difference().ifPresent(differences::add);
            }
            warn(name, existing);
        } else {
            differences.add(new MissingTable(file, name, relations, schemas).difference());
        }
    }

    private static void warn(TableName name, CatalogTable table) {
        if (table.unlogged()) {
            LOG.warn(
                    "The table {} is UNLOGGED: after a crash, the server empties it, although wherry_offsets says that its rows"
                            + " are written. Then run a rebuild; or use ALTER TABLE {} SET LOGGED.",
                    name,
                    name);
        }
    }
}
