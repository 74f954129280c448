package dev.wherry.generator.lake;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What the tables and views of {@code examples/door2door} hold once the lake is read: a CSV file for each, in the order of its
 * key, as {@code wherry sql --csv} prints it. Times are texts as in the events, distances are rounded to meters.
 */
final class LakeTruth {
    private static final double EARTH_RADIUS_KM = 6371;

    private final List<List<String>> periods = new ArrayList<>();
    private final TreeMap<String, List<String>> registrations = new TreeMap<>();
    private final TreeMap<String, List<String>> positions = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Drive>> distances = new TreeMap<>();
    private long accepted;
    private long duplicates;

    /** Of a vehicle within a period. */
    private static final class Drive {
        private int positions;
        private double km;
        private BigDecimal lat;
        private BigDecimal lng;
    }

    void period(Period period) {
        periods.add(List.of(period.id(), Fleet.text(period.start()), Fleet.text(period.finish())));
    }

    void registration(String vehicle, String event, Instant at) {
        registrations.put(vehicle + at + event, List.of(vehicle, event, Fleet.text(at)));
    }

    void position(Vehicle vehicle, Instant at, List<Period> operating) {
        String time = Fleet.text(at);
        positions.put(
                vehicle.id() + time,
                List.of(
                        vehicle.id(),
                        time,
                        vehicle.lat().stripTrailingZeros().toPlainString(),
                        vehicle.lng().stripTrailingZeros().toPlainString()));
        operating.stream().filter(period -> period.contains(at)).forEach(period -> {
            Drive drive = distances
                    .computeIfAbsent(period.id(), id -> new TreeMap<>())
                    .computeIfAbsent(vehicle.id(), id -> new Drive());
            if (drive.positions++ > 0) {
                drive.km += km(drive.lat, drive.lng, vehicle.lat(), vehicle.lng());
            }
            drive.lat = vehicle.lat();
            drive.lng = vehicle.lng();
        });
    }

    /** By the haversine formula, as the view has it. */
    private static double km(BigDecimal fromLat, BigDecimal fromLng, BigDecimal toLat, BigDecimal toLng) {
        double lat = Math.toRadians(toLat.subtract(fromLat).doubleValue());
        double lng = Math.toRadians(toLng.subtract(fromLng).doubleValue());
        double square = Math.pow(Math.sin(lat / 2), 2)
                + Math.cos(Math.toRadians(fromLat.doubleValue()))
                        * Math.cos(Math.toRadians(toLat.doubleValue()))
                        * Math.pow(Math.sin(lng / 2), 2);
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square)));
    }

    void accepted(int events) {
        accepted += events;
    }

    void duplicates(int events) {
        duplicates += events;
    }

    long events() {
        return accepted + duplicates;
    }

    void save(Path directory) throws IOException {
        Files.createDirectories(directory);
        save(directory, "operating_period", "id,start,finish", periods);
        save(directory, "registration", "vehicle,event,at", registrations.values());
        save(directory, "location_update", "vehicle,at,lat,lng", positions.values());
        List<List<String>> drives = new ArrayList<>();
        List<List<String>> averages = new ArrayList<>();
        distances.forEach((period, vehicles) -> {
            vehicles.forEach((vehicle, drive) ->
                    drives.add(List.of(period, vehicle, String.valueOf(drive.positions), rounded(drive.km))));
            double sum =
                    vehicles.values().stream().mapToDouble(drive -> drive.km).sum();
            averages.add(List.of(period, String.valueOf(vehicles.size()), rounded(sum / vehicles.size())));
        });
        save(directory, "distances", "period,vehicle,positions,km", drives);
        save(directory, "averages", "period,vehicles,average_km", averages);
        List<List<String>> outcomes = new ArrayList<>(List.of(List.of("accepted", String.valueOf(accepted))));
        if (duplicates > 0) {
            outcomes.add(List.of("duplicate", String.valueOf(duplicates)));
        }
        save(directory, "outcomes", "outcome,events", outcomes);
    }

    private static String rounded(double km) {
        return BigDecimal.valueOf(km).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }

    private static void save(Path directory, String name, String header, Iterable<List<String>> rows)
            throws IOException {
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(directory.resolve(name + ".csv"))) {
            csv.writeRecord(header.split(","));
            rows.forEach(csv::writeRecord);
        }
    }
}
