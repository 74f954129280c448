package dev.wherry.contracts.load;

import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Extra;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.VersionField;
import dev.wherry.contracts.condition.Condition;
import dev.wherry.contracts.event.SchemaValidator;
import dev.wherry.contracts.event.UndeclaredProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads {@code extra} of a contract: what becomes of undeclared properties. */
final class ExtraReader {
    /** What the column of these properties is filled from. */
    static final String FROM = "@extra";

    private final YamlMapping contract;
    private final Collection<FieldPath> read = new ArrayList<>();

    ExtraReader(YamlMapping contract) {
        this.contract = contract;
    }

    ExtraReader reading(Collection<FieldPath> paths) {
        read.addAll(paths);
        return this;
    }

    ExtraReader reading(Optional<Condition> condition) {
        condition.ifPresent(each -> read.addAll(each.paths()));
        return this;
    }

    ExtraReader readingVersion(List<VersionField> version) {
        version.forEach(field -> read.add(field.from()));
        return this;
    }

    ExtraReader readingColumns(List<Column> columns) {
        for (Column column : columns) {
            if (column instanceof Column.OfEvent field) {
                read.add(field.from());
            } else if (column instanceof Column.OfCondition condition) {
                read.addAll(condition.when().paths());
            }
        }
        return this;
    }

    /** The arrays are read as a whole, because their elements are rows. */
    ExtraReader readingChildren(List<ChildTable> children) {
        children.forEach(child -> read.add(child.each()));
        return this;
    }

    /** Ignore if the contract does not say, or after adding a fault. */
    Extra read(List<Column> columns) {
        Extra extra = contract.oneOf("extra", Extra.class).orElse(Extra.IGNORE);
        List<String> holders = columns.stream()
                .filter(Column.OfExtra.class::isInstance)
                .map(Column::name)
                .toList();
        if (extra == Extra.KEEP && holders.isEmpty()) {
            contract.fault(
                    "extra",
                    "no column holds the properties",
                    "add one to columns, such as extra: {from: \"@extra\", type: jsonb}");
        }
        if (holders.size() > 1) {
            contract.fault("columns", "more than one column holds @extra: " + String.join(", ", holders), "keep one");
        }
        if (extra != Extra.KEEP && !holders.isEmpty()) {
            contract.mapping("columns")
                    .mapping(holders.get(0))
                    .fault("from", "the contract does not keep undeclared properties", "write extra: keep");
        }
        return extra;
    }

    /** Present unless undeclared properties are ignored. */
    Optional<UndeclaredProperties> undeclared(Extra extra, Optional<SchemaValidator> schema) {
        if (extra == Extra.IGNORE || schema.isEmpty()) {
            return Optional.empty();
        }
        UndeclaredProperties undeclared = UndeclaredProperties.of(schema.get().source(), read);
        if (!undeclared.anyNamed()) {
            contract.fault(
                    "extra",
                    "the schema names no properties, so that none is undeclared",
                    "name those that you know under properties in the schema, or remove extra");
        } else if (!undeclared.anyOpen()) {
            contract.fault(
                    "extra",
                    "the schema declares all properties or forbids others (additionalProperties), so that events have no"
                            + " undeclared ones, or are invalid",
                    "remove additionalProperties from the schema, or remove extra");
        }
        return Optional.of(undeclared);
    }
}
