CREATE TABLE sites (id bigint PRIMARY KEY);

CREATE TABLE visits (
    id   bigint PRIMARY KEY,
    site bigint CONSTRAINT site_exists REFERENCES sites,
    note text   CONSTRAINT note_is_short CHECK (length(note) < 10),
    tags text[],
    file text,
    at   timestamptz NOT NULL
);

CREATE TABLE trips (
    id      bigint PRIMARY KEY,
    seq     bigint NOT NULL,
    note    text   CONSTRAINT note_is_short CHECK (length(note) < 10),
    file    text,
    version bytea  NOT NULL
);
