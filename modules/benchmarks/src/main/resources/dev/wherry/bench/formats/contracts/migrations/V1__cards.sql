CREATE TABLE cards (
    event_id        uuid        NOT NULL,
    event_at        timestamptz NOT NULL,
    id              bigint      NOT NULL PRIMARY KEY,
    user_id         bigint      NOT NULL,
    updated_at      timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    active          boolean     NOT NULL,
    created_by_name text        NOT NULL,
    source_file     text        NOT NULL,
    source_offset   bigint      NOT NULL,
    version         bytea       NOT NULL
);
