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
