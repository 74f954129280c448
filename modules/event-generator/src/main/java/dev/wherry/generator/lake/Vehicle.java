package dev.wherry.generator.lake;

import java.math.BigDecimal;
import java.util.random.RandomGenerator;

/** A vehicle that drives about. */
final class Vehicle {
    /** About 50 m. */
    private static final int MAX_STEP = 500;

    private final String id;
    /** In millionths of a degree, so that its text is exact. */
    private int lat;

    private int lng;

    Vehicle(int number, RandomGenerator random) {
        id = "00000000-0000-4000-8000-%012x".formatted(number);
        lat = random.nextInt(52_400_000, 52_600_000);
        lng = random.nextInt(13_300_000, 13_500_000);
    }

    void drive(RandomGenerator random) {
        lat += random.nextInt(-MAX_STEP, MAX_STEP + 1);
        lng += random.nextInt(-MAX_STEP, MAX_STEP + 1);
    }

    String id() {
        return id;
    }

    BigDecimal lat() {
        return BigDecimal.valueOf(lat, 6);
    }

    BigDecimal lng() {
        return BigDecimal.valueOf(lng, 6);
    }
}
