CREATE TABLE gauges (
    station  text        NOT NULL,
    id       bigint      NOT NULL,
    level    numeric     CONSTRAINT level_is_plausible CHECK (level < 100),
    note     text,
    file     text,
    "offset" bigint,
    line     bigint,
    modified timestamptz,
    version  bytea       NOT NULL,
    loaded   timestamptz NOT NULL,
    PRIMARY KEY (id, station)
);

-- Every write of a row, so that tests see what was written twice.
CREATE TABLE writes (id bigint, level numeric);

CREATE FUNCTION record_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO writes VALUES (NEW.id, NEW.level);
    RETURN NULL;
END
$$;

CREATE TRIGGER record_write AFTER INSERT OR UPDATE ON gauges FOR EACH ROW EXECUTE FUNCTION record_write();
