CREATE TABLE visits (
    id     bigint PRIMARY KEY,
    note   text,
    cost   numeric,
    file   text        NOT NULL,
    loaded timestamptz NOT NULL
);

CREATE TABLE trips (
    id      bigint PRIMARY KEY,
    seq     bigint NOT NULL,
    note    text,
    file    text  NOT NULL,
    version bytea NOT NULL
);
