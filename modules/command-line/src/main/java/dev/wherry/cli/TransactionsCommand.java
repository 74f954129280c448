package dev.wherry.cli;

import dev.wherry.operations.transactions.HangingTransaction;
import dev.wherry.operations.transactions.HangingTransactions;
import dev.wherry.operations.transactions.TransactionOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists and ends hanging transactions of a cluster. */
@Command(
        name = "transactions",
        description =
                "Lists the hanging transactions of a Kafka cluster: they are open in a partition although their coordinator has"
                        + " completed them, and block read_committed consumers. Brokers that were frozen, killed or out of disk"
                        + " space leave them behind. `wherry run` ends those of its own broker. Exits with 3 if any remain.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry transactions --bootstrap-servers kafka:9092 --end"})
final class TransactionsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--home", paramLabel = "DIR", description = "The home of the pipeline.")
    private Path home;

    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Option(
            names = "--end",
            description =
                    "End them with the outcome that their coordinator decided. Kafka's own tool can only abort them.")
    private boolean end;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (KafkaConnection kafka = KafkaConnection.open(home, options);
                HangingTransactions transactions = new HangingTransactions(kafka.clientSettings())) {
            List<HangingTransaction> hanging = transactions.find();
            int remaining = 0;
            for (HangingTransaction transaction : hanging) {
                boolean endIt = end && transaction.outcome() != TransactionOutcome.UNKNOWN;
                if (endIt) {
                    transactions.end(transaction);
                } else {
                    remaining++;
                }
                out.println("%s: producer %d, %s%s"
                        .formatted(
                                transaction.partition(),
                                transaction.producerId(),
                                transaction.outcome().name().toLowerCase(Locale.ROOT),
                                endIt ? ", ended" : ""));
            }
            if (hanging.isEmpty()) {
                out.println("No hanging transactions.");
            }
            return remaining == 0 ? ExitCode.OK : ExitCode.CHECK_FAILED;
        } catch (ExecutionException failure) {
            throw failure(failure.getCause());
        } catch (KafkaException failure) {
            throw failure(failure);
        }
    }

    private static KafkaException failure(Throwable cause) {
        return new KafkaException("Cannot find or end hanging transactions: " + cause.getMessage(), cause);
    }
}
