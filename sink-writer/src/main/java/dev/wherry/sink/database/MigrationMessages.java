package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;

/**
 * Says what is wrong with the contracts' migrations, and what to do. Flyway recommends commands that Wherry does not have.
 *
 * @param history the table in which Flyway records what ran
 */
record MigrationMessages(Path directory, WarehouseSchema schema, String history) {
    private static final Pattern OFFENDER = Pattern.compile("-> (\\S.*?) \\(");
    private static final Pattern APPLIED_DESCRIPTION = Pattern.compile("Applied to database *: *(.*)");
    private static final Pattern INVALID_NAME = Pattern.compile("migration name format: (\\S+)");

    /** Why the migrations could not start, for other reasons than an SQL statement. */
    static String notStarted(FlywayException failure) {
        if (failure.getErrorCode() == CoreErrorCode.DUPLICATE_VERSIONED_MIGRATION) {
            return "Two migrations have the same version: "
                    + OFFENDER.matcher(failure.getMessage())
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.joining(" and "))
                    + ". Give one of them the next version by renaming it.";
        }
        List<String> invalidNames = INVALID_NAME
                .matcher(failure.getMessage())
                .results()
                .map(found -> found.group(1))
                .toList();
        if (!invalidNames.isEmpty()) {
            return "The directory of the migrations contains files whose names Flyway does not recognize: "
                    + String.join(", ", invalidNames)
                    + ". Name a migration like V2__add_note.sql, with two underscores; move other files elsewhere.";
        }
        return "The migrations cannot run: " + failure.getMessage();
    }

    /** Wherry's own migrations differ from those that ran before. */
    static String otherBuild(WarehouseSchema schema) {
        return """
                The tables of Wherry in schema %1$s were created by another build of Wherry. Continue with that build. Or load \
                everything again: in a home of your own, delete the home and put the files of its archive back into the inbox; \
                in another warehouse, stop the sink and drop wherry_schema_history, wherry_offsets, wherry_versions, \
                wherry_contracts, wherry_snapshots, quarantine, ledger, ledger_counts, receipts, receipt_counts and receipt_corrections in schema %1$s.""".formatted(schema.name());
    }

    /** How the migrations differ from those that ran before. */
    String invalid(List<ValidateOutput> migrations) {
        return migrations.stream().map(this::invalid).collect(Collectors.joining("\n"));
    }

    private String invalid(ValidateOutput migration) {
        String file = migration.filepath == null || migration.filepath.isEmpty()
                ? "Migration " + migration.version + " (" + migration.description + ")"
                : migration.filepath;
        if (!(migration.errorDetails.errorCode instanceof CoreErrorCode code)) {
            return file + ": " + migration.errorDetails.errorMessage;
        }
        return switch (code) {
            case CHECKSUM_MISMATCH ->
                file + " was edited after it ran. If the warehouse holds data, restore the content that"
                        + " ran and write the change as a new migration. In a home of your own you may instead drop what it"
                        + " created, forget that it ran (" + forget(migration)
                        + "), and run `wherry run`, then `wherry rebuild`;"
                        + " or delete the home and put the files of its archive back into the inbox.";
            case DESCRIPTION_MISMATCH ->
                file + " was renamed after it ran"
                        + APPLIED_DESCRIPTION
                                .matcher(migration.errorDetails.errorMessage)
                                .results()
                                .findFirst()
                                .map(found -> ": its description was \""
                                        + found.group(1).strip() + "\"")
                                .orElse("")
                        + ". Give it its old name again.";
            case APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED, APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED ->
                "The file of migration "
                        + migration.version + " (" + migration.description + ") is missing from " + directory
                        + ", although it ran. Restore it with its old name and content.";
            case RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED ->
                file + " has a lower version than a migration that ran already,"
                        + " so it would never run. Rename it to the next version.";
            case FAILED_VERSIONED_MIGRATION, FAILED_REPEATABLE_MIGRATION ->
                file + " failed earlier. It runs outside a"
                        + " transaction, so a part of it may have taken effect: undo that, correct the file, forget the failure ("
                        + forget(migration) + "), and start again.";
            default -> file + ": " + migration.errorDetails.errorMessage;
        };
    }

    private String forget(ValidateOutput migration) {
        return "DELETE FROM " + schema.name() + "." + history + " WHERE version = '" + migration.version + "'";
    }
}
