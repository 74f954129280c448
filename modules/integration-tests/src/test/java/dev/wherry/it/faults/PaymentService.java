package dev.wherry.it.faults;

import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes accounts and payments, whose tables have foreign keys. Many payments come before their accounts, and before their
 * branches, which {@link BranchClerk} enters by hand. PostgreSQL rejects these; they get in later.
 */
final class PaymentService implements AutoCloseable {
    private static final long INTERVAL_MS = 1_000;
    private static final int MAX_PAYMENTS = 8;
    private static final int FILES_PER_BRANCH = 3;
    private static final double NEW_PAYMENT = 0.6;
    private static final double NEW_ACCOUNT = 0.3;
    private static final double WRITTEN_TWICE = 0.1;

    private final BatchFiles accounts;
    private final BatchFiles payments;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    /** The accounts of payments that are written and whose own events are not. */
    private final List<Long> owed = new ArrayList<>();

    private List<Object> lastPayment = List.of();
    private long files;
    private long accountIds;
    private long paymentIds;
    private long revisions;
    private boolean paused;
    private Exception failure;

    PaymentService(Path inbox, long seed) throws IOException {
        random = new Random(seed);
        accounts = new BatchFiles(inbox, "accounts", List.of("id", "owner", "revision"), ",", "[\n%s\n]\n", random);
        payments = new BatchFiles(
                inbox,
                "payments",
                List.of("id", "account_id", "branch_id", "cents", "revision"),
                ";",
                "{\"source\": [\"terminal\"], \"payments\": [\n%s\n], \"complete\": true}\n",
                random);
        var unused = timer.scheduleWithFixedDelay(this::write, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized void write() {
        if (paused) {
            return;
        }
        try {
            writeAccounts();
            writePayments();
        } catch (IOException | InterruptedException e) {
            failure = e;
            throw new IllegalStateException(e); // ends the schedule; pause() reports it
        }
    }

    /** Writes the accounts of earlier payments, and another owner of the first account. */
    private void writeAccounts() throws IOException, InterruptedException {
        if (owed.isEmpty()) {
            return;
        }
        List<List<Object>> batch = new ArrayList<>();
        owed.forEach(id -> batch.add(account(id)));
        batch.add(account(1));
        accounts.write(batch);
        owed.clear();
    }

    private List<Object> account(long id) {
        revisions++;
        return List.of(id, "Zoë \"Z\", account %d\nowner %d".formatted(id, revisions), revisions);
    }

    private void writePayments() throws IOException, InterruptedException {
        List<List<Object>> batch = new ArrayList<>();
        if (!lastPayment.isEmpty() && random.nextDouble() < WRITTEN_TWICE) {
            batch.add(lastPayment);
        }
        for (int i = random.nextInt(MAX_PAYMENTS); i >= 0; i--) {
            lastPayment = payment();
            batch.add(lastPayment);
        }
        payments.write(batch);
        files++;
    }

    /** A new payment, or a correction of an earlier one. */
    private List<Object> payment() {
        revisions++;
        boolean isNew = paymentIds == 0 || random.nextDouble() < NEW_PAYMENT;
        long id = isNew ? ++paymentIds : 1 + random.nextLong(paymentIds);
        return List.of(id, accountOfPayment(), random.nextLong(branches()), random.nextLong(100_000), revisions);
    }

    private long accountOfPayment() {
        if (accountIds == 0 || random.nextDouble() < NEW_ACCOUNT) {
            owed.add(++accountIds);
            return accountIds;
        }
        return 1 + random.nextLong(accountIds);
    }

    /** The number of branches. Their ids start at 0. */
    synchronized long branches() {
        return 1 + files / FILES_PER_BRANCH;
    }

    /** On return, all files are complete, and no account is missing. */
    synchronized void pause() throws IOException, InterruptedException {
        if (failure != null) {
            throw new IOException(failure);
        }
        writeAccounts();
        paused = true;
    }

    synchronized void resume() {
        paused = false;
    }

    long written() {
        return accounts.written() + payments.written();
    }

    List<TruthTable> truth() {
        return List.of(accounts.truth(), payments.truth());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
