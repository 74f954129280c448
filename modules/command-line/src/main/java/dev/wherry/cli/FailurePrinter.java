package dev.wherry.cli;

import dev.wherry.audit.AuditImpossibleException;
import dev.wherry.contracts.Fault;
import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.embedded.ServiceException;
import dev.wherry.operations.connectors.ConnectorRejectedException;
import dev.wherry.operations.rebuild.RebuildImpossibleException;
import java.io.PrintWriter;
import java.sql.SQLException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in a sentence what went wrong; the stack trace of what should not happen goes to the log. */
final class FailurePrinter implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidContractsException invalid) {
            for (Fault fault : invalid.faults()) {
                err.println(fault);
            }
            return ExitCode.USAGE;
        }
        if (failure instanceof ServiceException
                || failure instanceof UsageException
                || failure instanceof ConnectorRejectedException
                || failure instanceof AuditImpossibleException
                || failure instanceof RebuildImpossibleException) {
            err.println("wherry: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof SQLException) {
            err.println("wherry: " + failure.getMessage());
            return ExitCode.FAILED;
        }
        LoggerFactory.getLogger(FailurePrinter.class).error("The command failed", failure);
        String log = System.getProperty(LogFile.FILE);
        err.println("wherry: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage())
                + (log == null ? "" : " (" + log + " says more)"));
        return ExitCode.FAILED;
    }
}
