package dev.wherry.generator.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the tables of {@code examples/zingest} hold once all days are read: a CSV file for each, in the order of its key, as
 * {@code wherry sql --csv} prints it. Times are seconds since 1970.
 */
final class TruthTables {
    private final TreeMap<String, Stream<List<String>>> tables = new TreeMap<>();

    /** @param days in their order: of a charge that two days list, the later one counts */
    TruthTables(List<PaymentDay> days) {
        TreeMap<String, Charge> charges = new TreeMap<>();
        TreeMap<String, PaymentEvent> events = new TreeMap<>();
        days.forEach(day -> {
            day.charges().forEach(charge -> charges.put(charge.id(), charge));
            day.events().forEach(event -> events.put(event.id(), event));
        });
        table(
                "charge",
                "id,created,amount,amount_refunded,disputed,customer,billing_details_name,"
                        + "payment_method_details_card_brand",
                charges.values().stream()
                        .map(charge -> row(
                                charge.id(),
                                charge.created(),
                                charge.amount(),
                                charge.amountRefunded(),
                                charge.disputed(),
                                charge.customer(),
                                charge.name(),
                                charge.brand())));
        table(
                "charge_refund",
                "charge_id,place,id,created,amount,reason,succeeded",
                charges.values().stream().flatMap(TruthTables::refunds));
        table(
                "event",
                "id,created,type,object,object_id",
                events.values().stream()
                        .map(event ->
                                row(event.id(), event.created(), event.type(), event.object(), event.objectId())));
        table(
                "refund",
                "id,created,amount,reason,status,charge",
                days.stream()
                        .flatMap(day -> day.refunds().stream())
                        .map(refund -> row(
                                refund.id(),
                                refund.created(),
                                refund.amount(),
                                refund.reason(),
                                refund.succeeded() ? "succeeded" : "failed",
                                refund.charge())));
        table(
                "balance_transaction",
                "id,created,amount,fee,net,type,source",
                days.stream()
                        .flatMap(day -> day.transactions().stream())
                        .map(transaction -> row(
                                transaction.id(),
                                transaction.created(),
                                transaction.amount(),
                                transaction.fee(),
                                transaction.amount() - transaction.fee(),
                                transaction.type(),
                                transaction.source())));
        table(
                "balance_transaction_fee",
                "balance_transaction_id,place,amount,type,description",
                days.stream().flatMap(day -> day.transactions().stream()).flatMap(TruthTables::fees));
        table(
                "customer",
                "id,created,name,email,delinquent,address_city",
                days.stream()
                        .flatMap(day -> day.customers().stream())
                        .map(customer -> row(
                                customer.id(),
                                customer.created(),
                                customer.name(),
                                customer.email(),
                                customer.delinquent(),
                                customer.city())));
        table(
                "dispute",
                "id,created,amount,charge,reason,status",
                days.stream()
                        .flatMap(day -> day.disputes().stream())
                        .map(dispute -> row(
                                dispute.id(),
                                dispute.created(),
                                dispute.amount(),
                                dispute.charge(),
                                dispute.reason(),
                                dispute.status())));
    }

    private void table(String name, String header, Stream<List<String>> rows) {
        tables.put(name, Stream.concat(Stream.of(List.of(header.split(","))), rows));
    }

    private static Stream<List<String>> refunds(Charge charge) {
        return IntStream.range(0, charge.refunds().size()).mapToObj(place -> {
            Charge.Refund refund = charge.refunds().get(place);
            return row(
                    charge.id(),
                    place,
                    refund.id(),
                    refund.created(),
                    refund.amount(),
                    refund.reason(),
                    refund.succeeded());
        });
    }

    private static Stream<List<String>> fees(Transaction transaction) {
        return IntStream.range(0, transaction.fees().size()).mapToObj(place -> {
            Transaction.Fee fee = transaction.fees().get(place);
            return row(transaction.id(), place, fee.amount(), fee.type(), fee.description());
        });
    }

    /** Null stands for null. */
    private static List<String> row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Boolean flag ? (flag ? "t" : "f") : Objects.toString(cell, null));
        }
        return row;
    }

    /** Can be called once. */
    void save(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String table : tables.keySet()) {
            try (CsvWriter csv = CsvWriter.builder()
                    .quoteStrategy(QuoteStrategies.EMPTY)
                    .lineDelimiter(LineDelimiter.LF)
                    .build(directory.resolve(table + ".csv"))) {
                tables.get(table).forEach(row -> csv.writeRecord(row));
            }
        }
    }
}
