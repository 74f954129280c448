package dev.wherry.cli;

import dev.wherry.audit.AuditImpossibleException;
import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.contracts.warehouse.WarehouseSchemaException;
import dev.wherry.embedded.ServiceException;
import dev.wherry.operations.connectors.ConnectorRejectedException;
import dev.wherry.operations.erase.ErasureImpossibleException;
import dev.wherry.operations.housekeeping.NotAnArchiveException;
import dev.wherry.operations.rebuild.RebuildImpossibleException;
import dev.wherry.operations.services.UnreachableServiceException;
import dev.wherry.sink.database.WarehouseSetupException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Maps exceptions to messages and exit codes. Prints no stack traces: those of unexpected failures go to the log. */
final class FailurePrinter implements IExecutionExceptionHandler {
    /** Their messages say what the user has to do. */
    private static final List<Class<? extends RuntimeException>> USAGE_FAILURES = List.of(
            UsageException.class,
            ServiceException.class,
            ConnectorRejectedException.class,
            AuditImpossibleException.class,
            RebuildImpossibleException.class,
            ErasureImpossibleException.class,
            UnreachableServiceException.class,
            NotAnArchiveException.class,
            WarehouseSchemaException.class,
            WarehouseSetupException.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        return print(failure, command.getErr());
    }

    /** Prints the message and returns the exit code. */
    static int print(Exception failure, PrintWriter err) {
        if (failure instanceof InvalidContractsException invalid) {
            invalid.faults().forEach(err::println);
            return ExitCode.USAGE;
        }
        if (USAGE_FAILURES.stream().anyMatch(type -> type.isInstance(failure))) {
            err.println("wherry: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof SQLException) {
            err.println("wherry: " + failure.getMessage());
            return ExitCode.FAILED;
        }
        LoggerFactory.getLogger(FailurePrinter.class).error("The command failed", failure);
        String log = System.getProperty(LogFile.PROPERTY);
        err.println("wherry: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage())
                + (log == null ? "" : " (see " + log + ")"));
        return ExitCode.FAILED;
    }
}
