-- The tables of the two shipped contracts. The last columns of each table are the row's lineage.

CREATE TABLE users (
    id            bigint           NOT NULL PRIMARY KEY,
    name          text             NOT NULL,
    address       text             NOT NULL,
    job           text             NOT NULL,
    score         double precision NOT NULL,
    event_id      uuid             NOT NULL,
    event_at      timestamptz      NOT NULL,
    source_file   text             NOT NULL,
    source_offset bigint           NOT NULL,
    loaded_at     timestamptz      NOT NULL,
    version       bytea            NOT NULL
);

COMMENT ON TABLE  users               IS 'One row per user, from its first event. Later events with the same id change nothing.';
COMMENT ON COLUMN users.id            IS 'The user''s id; 0 is valid.';
COMMENT ON COLUMN users.address       IS 'One or more lines, separated by line feeds.';
COMMENT ON COLUMN users.score         IS 'Between 0 and 1, in the precision of the event.';
COMMENT ON COLUMN users.event_id      IS 'The id of the event that the row comes from.';
COMMENT ON COLUMN users.event_at      IS 'The time of that event, in whole seconds, UTC.';
COMMENT ON COLUMN users.source_file   IS 'The event''s file, relative to the inbox.';
COMMENT ON COLUMN users.source_offset IS 'The byte offset of the event in that file.';
COMMENT ON COLUMN users.loaded_at     IS 'When the row was last written.';
COMMENT ON COLUMN users.version       IS 'The order of a user''s events, as bytes. Keeps a later event from replacing the first. Not for analysis.';

-- No foreign key to users: a card may arrive before its user, and some users never arrive. See orphan_cards.
CREATE TABLE cards (
    id              bigint      NOT NULL PRIMARY KEY,
    user_id         bigint      NOT NULL,
    created_by_name text        NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    active          boolean     NOT NULL,
    event_id        uuid        NOT NULL,
    event_at        timestamptz NOT NULL,
    source_file     text        NOT NULL,
    source_offset   bigint      NOT NULL,
    loaded_at       timestamptz NOT NULL,
    version         bytea       NOT NULL
);

CREATE INDEX cards_user_id ON cards (user_id);

COMMENT ON TABLE  cards                 IS 'One row per card, in its latest state. Cards whose events all lack user_id are in quarantine.';
COMMENT ON COLUMN cards.id              IS 'The card''s id. Ids have gaps: the service counts every event.';
COMMENT ON COLUMN cards.user_id         IS 'The user''s id. There may be no such user: see orphan_cards.';
COMMENT ON COLUMN cards.created_by_name IS 'Who created the card; a name, not a user of this table.';
COMMENT ON COLUMN cards.created_at      IS 'When the card was created, in whole seconds, UTC.';
COMMENT ON COLUMN cards.updated_at      IS 'When the card was last updated, in whole seconds, UTC. Half of the updates change only this column.';
COMMENT ON COLUMN cards.active          IS 'Whether the card can be used.';
COMMENT ON COLUMN cards.event_id        IS 'The id of the event that the row comes from.';
COMMENT ON COLUMN cards.event_at        IS 'The time of that event, at most about a second after updated_at.';
COMMENT ON COLUMN cards.source_file     IS 'The event''s file, relative to the inbox.';
COMMENT ON COLUMN cards.source_offset   IS 'The byte offset of the event in that file.';
COMMENT ON COLUMN cards.loaded_at       IS 'When the row was last written.';
COMMENT ON COLUMN cards.version         IS 'The order of a card''s events, as bytes. Keeps an older event from replacing a newer one. Not for analysis.';

-- Every event of a card, late ones too. Copies of an event are one row.
CREATE TABLE cards_history (
    LIKE cards,
    history_id    bytea   NOT NULL,
    history_order bytea   NOT NULL,
    deleted       boolean NOT NULL,
    PRIMARY KEY (id, version, history_id)
);

COMMENT ON TABLE  cards_history               IS 'One row per event of a card. See cards_versions.';
COMMENT ON COLUMN cards_history.version       IS 'The order of a card''s events, as bytes. Not for analysis.';
COMMENT ON COLUMN cards_history.history_id    IS 'The identity of the event, as bytes. Copies of an event are one row.';
COMMENT ON COLUMN cards_history.history_order IS 'The order of events with equal versions, by their files, as bytes.';
COMMENT ON COLUMN cards_history.deleted       IS 'Whether the event deletes the card. No event of a card does.';

-- The version that the row of cards shows is the one without valid_to. Versions with equal times are empty spans, except
-- the last of them.
CREATE VIEW cards_versions AS
SELECT *
FROM (
    SELECT id, user_id, created_by_name, created_at, updated_at, active, event_id, event_at, source_file, source_offset,
        loaded_at, deleted, updated_at AS valid_from, lead(updated_at) OVER later AS valid_to
    FROM cards_history
    WINDOW later AS (PARTITION BY id ORDER BY version, history_order, history_id)
) AS versions
WHERE NOT deleted;

COMMENT ON VIEW   cards_versions            IS 'The versions of each card, with the time from and before which each was valid.';
COMMENT ON COLUMN cards_versions.valid_from IS 'The time since which this version is valid.';
COMMENT ON COLUMN cards_versions.valid_to   IS 'The time of the next version, from which this one is no longer valid; null for the latest.';

CREATE VIEW orphan_cards AS
SELECT card.*
FROM cards AS card
WHERE NOT EXISTS (SELECT FROM users WHERE users.id = card.user_id);

COMMENT ON VIEW orphan_cards IS 'Cards whose user has not arrived.';
