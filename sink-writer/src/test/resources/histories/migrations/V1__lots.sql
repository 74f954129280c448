CREATE TABLE lots (id bigint PRIMARY KEY, note text, file text, version bytea NOT NULL);

CREATE TABLE lots_history (
    id            bigint NOT NULL,
    note          text CONSTRAINT short CHECK (length(note) < 10),
    file          text,
    version       bytea NOT NULL,
    history_id    bytea NOT NULL,
    history_order bytea NOT NULL,
    deleted       boolean NOT NULL,
    PRIMARY KEY (id, version, history_id)
);
