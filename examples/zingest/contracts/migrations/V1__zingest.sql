CREATE SCHEMA z;

CREATE TABLE z.balance_transaction (
    id                 text        NOT NULL,
    created            timestamptz NOT NULL,
    available_on       timestamptz,
    amount             bigint      NOT NULL,
    fee                bigint,
    net                bigint,
    currency           text        NOT NULL,
    exchange_rate      numeric,
    description        text,
    reporting_category text,
    source             text,
    status             text,
    type               text,
    source_file        text        NOT NULL,
    version            bytea       NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE z.balance_transaction_fee (
    balance_transaction_id text        NOT NULL,
    place                  integer     NOT NULL,
    amount                 bigint,
    currency               text,
    type                   text,
    description            text,
    PRIMARY KEY (balance_transaction_id, place),
    FOREIGN KEY (balance_transaction_id) REFERENCES z.balance_transaction
);

CREATE TABLE z.charge (
    id                                  text        NOT NULL,
    created                             timestamptz NOT NULL,
    amount                              bigint      NOT NULL,
    amount_refunded                     bigint,
    currency                            text        NOT NULL,
    status                              text,
    paid                                boolean,
    captured                            boolean,
    refunded                            boolean,
    disputed                            boolean,
    customer                            text,
    balance_transaction                 text,
    description                         text,
    failure_code                        text,
    failure_message                     text,
    billing_details_name                text,
    billing_details_email               text,
    billing_details_phone               text,
    billing_details_address_city        text,
    billing_details_address_country     text,
    payment_method                      text,
    payment_method_details_type         text,
    payment_method_details_card_brand   text,
    payment_method_details_card_country text,
    payment_method_details_card_last4   text,
    metadata                            jsonb,
    source_file                         text        NOT NULL,
    version                             bytea       NOT NULL,
    PRIMARY KEY (id)
);

-- The primary key begins with that of the parent, by which the sink finds the rows of a charge.
CREATE TABLE z.charge_refund (
    charge_id text        NOT NULL,
    id        text        NOT NULL,
    place     integer     NOT NULL,
    amount    bigint      NOT NULL,
    currency  text,
    created   timestamptz,
    reason    text,
    succeeded boolean     NOT NULL,
    PRIMARY KEY (charge_id, id),
    FOREIGN KEY (charge_id) REFERENCES z.charge
);

CREATE TABLE z.customer (
    id                text        NOT NULL,
    created           timestamptz,
    name              text,
    email             text,
    balance           bigint,
    currency          text,
    delinquent        boolean,
    address_city      text,
    address_country   text,
    invoice_prefix    text,
    preferred_locales text[],
    tax_exempt        text,
    metadata          jsonb,
    source_file       text        NOT NULL,
    version           bytea       NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE z.dispute (
    id                                text        NOT NULL,
    created                           timestamptz NOT NULL,
    amount                            bigint      NOT NULL,
    currency                          text        NOT NULL,
    charge                            text,
    reason                            text,
    status                            text,
    is_charge_refundable              boolean,
    evidence                          jsonb,
    evidence_details_due_by           timestamptz,
    evidence_details_has_evidence     boolean,
    evidence_details_past_due         boolean,
    evidence_details_submission_count integer,
    source_file                       text        NOT NULL,
    version                           bytea       NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE z.event (
    id               text        NOT NULL,
    created          timestamptz NOT NULL,
    type             text,
    object           text,
    object_id        text,
    data             jsonb,
    pending_webhooks integer,
    request_id       text,
    source_file      text        NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE z.refund (
    id                  text        NOT NULL,
    created             timestamptz NOT NULL,
    amount              bigint      NOT NULL,
    currency            text,
    charge              text,
    balance_transaction text,
    reason              text,
    receipt_number      text,
    status              text,
    metadata            jsonb,
    source_file         text        NOT NULL,
    version             bytea       NOT NULL,
    PRIMARY KEY (id)
);

-- What the balance gained by each day, in the smallest unit of the currency.
CREATE VIEW z.days AS
SELECT (created AT TIME ZONE 'UTC')::date AS day, currency, count(*) AS transactions, sum(amount) AS amount,
    sum(fee) AS fee, sum(net) AS net
FROM z.balance_transaction
GROUP BY 1, 2;
