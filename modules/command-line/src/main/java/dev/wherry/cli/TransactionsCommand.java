package dev.wherry.cli;

import dev.wherry.operations.transactions.HangingTransaction;
import dev.wherry.operations.transactions.HangingTransactions;
import dev.wherry.operations.transactions.TransactionOutcome;
import dev.wherry.pipeline.PipelineFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows and ends hanging transactions of a cluster. */
@Command(
        name = "transactions",
        description =
                "Shows the transactions that hang in a Kafka cluster: open in a partition, so that nobody reads on there, although"
                        + " their coordinator has done with them. Brokers that were frozen, killed or out of disk space leave them"
                        + " behind. `wherry run` ends those of its own broker by itself. Exits with 3 if any are left.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry transactions --bootstrap-servers kafka:9092 --end"})
final class TransactionsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "The Kafka brokers.")
    private String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Further settings of Kafka's clients, for example security.protocol, as properties.")
    private Path kafkaConfig;

    @Option(
            names = "--end",
            description =
                    "End them as their coordinator had decided: what was committed is committed. Kafka's own tool can"
                            + " abort them only.")
    private boolean end;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (HangingTransactions transactions =
                new HangingTransactions(ServiceConnection.kafka(bootstrapServers, kafkaConfig))) {
            List<HangingTransaction> hanging = transactions.find();
            int left = 0;
            for (HangingTransaction one : hanging) {
                boolean ends = end && one.decision() != TransactionOutcome.UNKNOWN;
                if (ends) {
                    transactions.end(one);
                } else {
                    left++;
                }
                out.println("%s: producer %d, %s%s"
                        .formatted(
                                one.partition(),
                                one.producerId(),
                                one.decision().name().toLowerCase(Locale.ROOT),
                                ends ? ", ended" : ""));
            }
            if (hanging.isEmpty()) {
                out.println("No transaction hangs.");
            }
            return left == 0 ? ExitCode.FINE : ExitCode.NOT_BALANCED;
        } catch (ExecutionException failure) {
            throw failed(failure.getCause());
        } catch (KafkaException failure) {
            throw failed(failure);
        }
    }

    private static PipelineFailedException failed(Throwable failure) {
        return new PipelineFailedException("What hangs cannot be found out or ended: " + failure.getMessage());
    }
}
