package dev.wherry.generator.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Writes what a fleet of shuttles reports on each day: registrations in the morning, three operating periods, one that is
 * created by mistake and deleted, positions in and between the periods, deregistrations at night. The same seed gives the
 * same objects.
 */
final class Fleet {
    private static final Duration MORNING = Duration.ofHours(6);
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration NIGHT = Duration.ofHours(22);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** The seconds have no leading zero, as in the data that the example follows. */
    private static final DateTimeFormatter KEY = DateTimeFormatter.ofPattern(
                    "uuuu/MM/dd/HH/mm/uuuu-MM-dd-HH-mm-s'-events.txt'")
            .withZone(ZoneOffset.UTC);

    private final LakeConfig config;
    private final Lake lake;
    private final LakeTruth truth;
    private long objects;

    /** The content of one object. */
    private static final class Content {
        private final StringBuilder lines = new StringBuilder();
        private boolean onlyPositions = true;
        private int events;

        void add(String event, String on, Instant at, String data) {
            lines.append("{\"event\":\"%s\",\"on\":\"%s\",\"at\":\"%s\",\"data\":{%s},\"organization_id\":\"org-1\"}\n"
                    .formatted(event, on, TIME.format(at), data));
            onlyPositions &= event.equals("update");
            events++;
        }

        byte[] bytes() {
            return lines.toString().getBytes(UTF_8);
        }
    }

    Fleet(LakeConfig config, Lake lake, LakeTruth truth) {
        this.config = config;
        this.lake = lake;
        this.truth = truth;
    }

    /** The key of the object that is written at a time. */
    static String key(Instant at) {
        return KEY.format(at);
    }

    /** As events write it. */
    static String text(Instant at) {
        return TIME.format(at);
    }

    void write(LocalDate day) throws IOException {
        RandomGenerator random = new SplittableRandom(config.seed() * 1_000_003 + day.toEpochDay());
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        List<Period> periods = List.of(
                period(day, 1, MORNING, Duration.ofHours(10)),
                period(day, 2, Duration.ofHours(11), Duration.ofHours(15)),
                period(day, 3, Duration.ofHours(16), NIGHT));
        List<Vehicle> vehicles = IntStream.range(0, config.vehicles())
                .mapToObj(number -> new Vehicle(number, random))
                .toList();
        periods.forEach(truth::period);
        Instant begin = midnight.plus(MORNING).minus(MARGIN);
        Instant end = midnight.plus(NIGHT).plus(MARGIN);
        long number = 0;
        for (Instant at = begin; at.isBefore(end); at = at.plus(config.every())) {
            Content content = new Content();
            if (number == 0) {
                begin(content, at, periods, vehicles);
            }
            if (number == 100) {
                mistake(content, at, day);
            }
            for (Vehicle vehicle : vehicles) {
                vehicle.drive(random);
                position(content, at, vehicle, periods);
            }
            if (!at.plus(config.every()).isBefore(end)) {
                vehicles.forEach(vehicle -> registration(content, "deregister", end, vehicle));
            }
            put(at, content, random);
            number++;
        }
    }

    private static Period period(LocalDate day, int number, Duration start, Duration finish) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Period("op_%s_%d".formatted(day, number), midnight.plus(start), midnight.plus(finish));
    }

    private void begin(Content content, Instant at, List<Period> periods, List<Vehicle> vehicles) {
        periods.forEach(period -> create(content, at, period));
        vehicles.forEach(vehicle -> registration(content, "register", at.plusMillis(100), vehicle));
    }

    private void create(Content content, Instant at, Period period) {
        content.add(
                "create",
                "operating_period",
                at,
                "\"id\":\"%s\",\"start\":\"%s\",\"finish\":\"%s\""
                        .formatted(period.id(), text(period.start()), text(period.finish())));
    }

    private void mistake(Content content, Instant at, LocalDate day) {
        Period period = period(day, 9, MORNING, NIGHT);
        create(content, at, period);
        content.add("delete", "operating_period", at.plusSeconds(1), "\"id\":\"%s\"".formatted(period.id()));
    }

    private void registration(Content content, String event, Instant at, Vehicle vehicle) {
        content.add(event, "vehicle", at, "\"id\":\"%s\"".formatted(vehicle.id()));
        truth.registration(vehicle.id(), event, at);
    }

    private void position(Content content, Instant at, Vehicle vehicle, List<Period> periods) {
        content.add(
                "update",
                "vehicle",
                at,
                "\"id\":\"%s\",\"location\":{\"lat\":%s,\"lng\":%s,\"at\":\"%s\"}"
                        .formatted(vehicle.id(), vehicle.lat(), vehicle.lng(), text(at)));
        truth.position(vehicle, at, periods);
    }

    private void put(Instant at, Content content, RandomGenerator random) throws IOException {
        lake.put(key(at), content.bytes());
        objects++;
        truth.accepted(content.events);
        if (content.onlyPositions && random.nextDouble() < config.duplicates()) {
            lake.put(key(at.plusSeconds(1)), content.bytes());
            objects++;
            truth.duplicates(content.events);
        }
    }

    long objects() {
        return objects;
    }
}
