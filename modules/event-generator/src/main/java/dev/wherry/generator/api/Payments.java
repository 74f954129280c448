package dev.wherry.generator.api;

import dev.wherry.generator.DayRange;
import dev.wherry.generator.FakePeople;
import dev.wherry.generator.api.Charge.Refund;
import dev.wherry.generator.api.Transaction.Fee;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Invents payments: the same for the same seed and day. Some charges of the day before are listed again with another refund,
 * and the last event of the day before is delivered twice.
 */
final class Payments {
    /** One in so many charges gets another refund on the next day. */
    private static final int REFUNDED_AGAIN = 10;

    private static final List<String> BRANDS = List.of("amex", "dankort", "mastercard", "visa");
    private static final List<String> CITIES = List.of("Aarhus", "København", "Malmö", "Odense");
    private static final List<String> REASONS = List.of("duplicate", "fraudulent", "requested_by_customer");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final long seed;
    private final DayRange days;
    private final int perDay;

    Payments(long seed, DayRange days, int perDay) {
        this.seed = seed;
        this.days = days;
        this.perDay = perDay;
    }

    PaymentDay day(LocalDate day) {
        LocalDate before = day.minusDays(1);
        boolean first = !days.contains(before);
        PaymentDay created = created(day, first ? 0 : perDay / REFUNDED_AGAIN);
        if (first) {
            return created;
        }
        boolean second = !days.contains(before.minusDays(1));
        PaymentDay previous = created(before, second ? 0 : perDay / REFUNDED_AGAIN);
        List<Charge> charges = new ArrayList<>();
        for (int i = 0; i < perDay / REFUNDED_AGAIN; i++) {
            Charge charge = previous.charges().get(i);
            List<Refund> refunds = new ArrayList<>(List.of(created.refunds().get(i)));
            refunds.addAll(charge.refunds());
            charges.add(new Charge(
                    charge.id(),
                    charge.created(),
                    charge.amount(),
                    charge.customer(),
                    charge.name(),
                    charge.brand(),
                    charge.disputed(),
                    refunds));
        }
        charges.addAll(created.charges());
        List<PaymentEvent> events = new ArrayList<>(created.events());
        events.set(0, previous.events().get(perDay - 1));
        return new PaymentDay(
                charges, created.refunds(), created.transactions(), created.customers(), created.disputes(), events);
    }

    /**
     * What the day creates.
     *
     * @param again the number of refunds that belong to charges of the day before
     */
    private PaymentDay created(LocalDate day, int again) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + day.toEpochDay());
        FakePeople people = new FakePeople(random);
        long midnight = day.toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC);
        List<Customer> customers = new ArrayList<>();
        List<List<Refund>> refundsOf = new ArrayList<>();
        List<Refund> refunds = new ArrayList<>();
        List<Charge> charges = new ArrayList<>();
        List<Transaction> transactions = new ArrayList<>();
        List<Dispute> disputes = new ArrayList<>();
        List<PaymentEvent> events = new ArrayList<>();
        int newCharges = perDay - again;
        IntStream.range(0, newCharges).forEach(i -> refundsOf.add(new ArrayList<>()));
        for (int i = 0; i < perDay; i++) {
            // Each later than the one before, within the day.
            long at = midnight + i * 86_000L / perDay + random.nextInt(60);
            customers.add(customer(id("cus", day, i), at, people.name(), random));
            boolean ofDayBefore = i < again;
            int charge = ofDayBefore ? i : random.nextInt(newCharges);
            Refund refund = new Refund(
                    id("re", day, i),
                    at + 30,
                    random.nextInt(1, 500),
                    random.nextInt(4) == 0 ? null : pick(REASONS, random),
                    random.nextInt(10) > 0,
                    id("ch", ofDayBefore ? day.minusDays(1) : day, charge));
            refunds.add(refund);
            if (!ofDayBefore) {
                refundsOf.get(charge).add(0, refund);
            }
            int disputed = i / 4 % newCharges;
            disputes.add(
                    new Dispute(id("dp", day, i), at + 45, 1000, id("ch", day, disputed), "general", "needs_response"));
        }
        for (int i = 0; i < newCharges; i++) {
            long at = customers.get(i).created() + 5;
            Customer customer = customers.get(random.nextInt(perDay));
            Charge charge = new Charge(
                    id("ch", day, i),
                    at,
                    random.nextInt(10_000, 1_000_000),
                    customer.id(),
                    customer.name(),
                    pick(BRANDS, random),
                    i <= (perDay - 1) / 4,
                    refundsOf.get(i));
            charges.add(charge);
            transactions.add(new Transaction(
                    id("txn", day, i), at, charge.amount(), "charge", charge.id(), fees(charge.amount(), random)));
        }
        for (int i = newCharges; i < perDay; i++) {
            Refund refund = refunds.get(i - newCharges);
            transactions.add(new Transaction(
                    id("txn", day, i), refund.created(), -refund.amount(), "refund", refund.id(), List.of()));
        }
        for (int i = 0; i < perDay; i++) {
            Charge charge = charges.get(random.nextInt(newCharges));
            events.add(new PaymentEvent(
                    id("evt", day, i), customers.get(i).created() + 50, "charge.succeeded", "charge", charge.id()));
        }
        return new PaymentDay(charges, refunds, transactions, customers, disputes, events);
    }

    private static Customer customer(String id, long created, String name, RandomGenerator random) {
        return new Customer(
                id,
                created,
                name,
                random.nextInt(3) == 0 ? null : id + "@example.com",
                random.nextInt(20) == 0,
                random.nextInt(3) == 0 ? null : pick(CITIES, random));
    }

    private static List<Fee> fees(long amount, RandomGenerator random) {
        Fee processing = new Fee(amount / 50, "stripe_fee", "processing");
        return random.nextInt(3) == 0
                ? List.of(processing)
                : List.of(processing, new Fee(amount / 200, "tax", "VAT, \"moms\""));
    }

    /** Ids sort as their documents are listed. */
    private static String id(String prefix, LocalDate day, int number) {
        return "%s_%s_%06d".formatted(prefix, DAY.format(day), number);
    }

    private static String pick(List<String> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
