-- Two cards with ids from here on, 2^41, keep swapping a name. See SwappingCards.
CREATE UNIQUE INDEX holders ON cards (created_by_name) WHERE id >= 2199023255552;

CREATE TABLE accounts (
    id       bigint NOT NULL PRIMARY KEY,
    owner    text   NOT NULL,
    revision bigint NOT NULL,
    file     text   NOT NULL,
    version  bytea  NOT NULL
);

-- Of no contract: the clerk enters its rows by hand, after payments refer to them.
CREATE TABLE branches (
    id bigint NOT NULL PRIMARY KEY
);

-- Payments arrive before and after their accounts.
CREATE TABLE payments (
    id         bigint NOT NULL PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES accounts,
    branch_id  bigint NOT NULL REFERENCES branches,
    cents      bigint NOT NULL,
    revision   bigint NOT NULL,
    file       text   NOT NULL,
    version    bytea  NOT NULL
);

CREATE TABLE stock (
    article bigint NOT NULL PRIMARY KEY,
    amount  bigint NOT NULL,
    file    text   NOT NULL
);

CREATE SCHEMA shop;

CREATE TABLE shop.orders (
    id         bigint      NOT NULL PRIMARY KEY,
    revision   bigint      NOT NULL,
    state      text        NOT NULL,
    total      numeric,
    large      boolean     NOT NULL,
    ordered_at timestamptz,
    extra      jsonb,
    version    bytea       NOT NULL
);

CREATE TABLE shop.orders_history (
    id            bigint  NOT NULL,
    revision      bigint  NOT NULL,
    state         text    NOT NULL,
    total         numeric,
    large         boolean NOT NULL,
    ordered_at    timestamptz,
    extra         jsonb,
    version       bytea   NOT NULL,
    history_id    bytea   NOT NULL,
    history_order bytea   NOT NULL,
    deleted       boolean NOT NULL,
    PRIMARY KEY (id, version, history_id)
);

CREATE TABLE shop.order_lines (
    order_id bigint  NOT NULL REFERENCES shop.orders,
    number   integer NOT NULL,
    product  text    NOT NULL,
    PRIMARY KEY (order_id, number)
);

CREATE TABLE shop.scans (
    scan     bigint NOT NULL PRIMARY KEY,
    order_id bigint NOT NULL
);

-- All that the tables say of an order, as texts, to be compared with what was written.
CREATE VIEW orders AS
SELECT id, coalesce(concat_ws(' ', now.revision, now.state, now.total, now.large, now.extra ->> '/note',
        extract(epoch FROM now.ordered_at)::bigint), '') AS latest,
    coalesce(lines.text, '') AS lines, history.text AS history, coalesce(scans.text, '') AS scans
FROM (
        SELECT id, string_agg(CASE WHEN deleted THEN '-' || revision ELSE revision || ':' || state END, ' '
            ORDER BY version, history_order) AS text
        FROM shop.orders_history
        GROUP BY id
    ) AS history
    LEFT JOIN shop.orders AS now USING (id)
    LEFT JOIN LATERAL (
        SELECT string_agg(number || ':' || product, ' ' ORDER BY number) AS text
        FROM shop.order_lines
        WHERE order_id = id
    ) AS lines ON true
    LEFT JOIN LATERAL (
        SELECT string_agg(scan::text, ' ' ORDER BY scan) AS text
        FROM shop.scans
        WHERE order_id = id
    ) AS scans ON true;

CREATE TABLE readings (
    sensor  bigint NOT NULL PRIMARY KEY,
    value   bigint NOT NULL,
    version bytea  NOT NULL
);

CREATE TABLE meters (
    meter   bigint NOT NULL PRIMARY KEY,
    value   bigint NOT NULL,
    version bytea  NOT NULL
);
