CREATE SCHEMA vehicle;
CREATE SCHEMA operations;

CREATE TABLE vehicle.location_update (
    vehicle     uuid             NOT NULL,
    at          timestamptz      NOT NULL,
    lat         double precision NOT NULL,
    lng         double precision NOT NULL,
    source_file text             NOT NULL,
    PRIMARY KEY (vehicle, at)
);

CREATE TABLE vehicle.registration (
    vehicle     uuid        NOT NULL,
    event       text        NOT NULL,
    at          timestamptz NOT NULL,
    source_file text        NOT NULL,
    PRIMARY KEY (vehicle, event, at)
);

CREATE TABLE operations.operating_period (
    id          text        NOT NULL PRIMARY KEY,
    start       timestamptz NOT NULL,
    finish      timestamptz NOT NULL,
    source_file text        NOT NULL,
    version     bytea       NOT NULL
);

-- The distance of two places in kilometers by the haversine formula, with an Earth radius of 6,371 km.
CREATE FUNCTION haversine_km(from_lat double precision, from_lng double precision, to_lat double precision,
                             to_lng double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT 2 * 6371 * asin(least(1, sqrt(
        sin(radians(to_lat - from_lat) / 2) ^ 2
        + cos(radians(from_lat)) * cos(radians(to_lat)) * sin(radians(to_lng - from_lng) / 2) ^ 2)))
$$;

-- The distance from each position of a vehicle to the next one in the same operating period, summed up. An operating
-- period includes its start, but not its finish.
CREATE VIEW distances AS
SELECT period, vehicle, count(*) AS positions,
    coalesce(sum(haversine_km(from_lat, from_lng, lat, lng)), 0) AS km
FROM (
    SELECT period.id AS period, position.vehicle, position.lat, position.lng,
        lag(position.lat) OVER previous AS from_lat, lag(position.lng) OVER previous AS from_lng
    FROM vehicle.location_update AS position
        JOIN operations.operating_period AS period ON position.at >= period.start AND position.at < period.finish
    WINDOW previous AS (PARTITION BY period.id, position.vehicle ORDER BY position.at)
) AS step
GROUP BY period, vehicle;

CREATE VIEW average_distances AS
SELECT period, count(*) AS vehicles, avg(km) AS average_km
FROM distances
GROUP BY period;
