CREATE TABLE owners (
    id      bigint PRIMARY KEY,
    badge   text   CONSTRAINT one_owner UNIQUE DEFERRABLE,
    seq     bigint NOT NULL,
    version bytea  NOT NULL
);

CREATE TABLE items (
    id      bigint PRIMARY KEY,
    owner   bigint CONSTRAINT owner_exists REFERENCES owners,
    parent  bigint CONSTRAINT parent_exists REFERENCES items,
    seq     bigint NOT NULL,
    version bytea  NOT NULL
);

CREATE TABLE seats (
    id      bigint PRIMARY KEY,
    place   text   CONSTRAINT one_seat UNIQUE CONSTRAINT place_is_short CHECK (length(place) < 10),
    seq     bigint NOT NULL,
    version bytea  NOT NULL
);
