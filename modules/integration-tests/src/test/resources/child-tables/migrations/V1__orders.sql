CREATE SCHEMA sales;

CREATE TABLE orders (
    shop        text   NOT NULL,
    id          bigint NOT NULL,
    seq         bigint NOT NULL,
    source_file text   NOT NULL,
    version     bytea  NOT NULL,
    PRIMARY KEY (shop, id)
);

CREATE TABLE sales.order_lines (
    shop     text    NOT NULL,
    order_id bigint  NOT NULL,
    sku      text    NOT NULL,
    place    integer NOT NULL,
    amount   numeric NOT NULL CONSTRAINT amount_is_positive CHECK (amount > 0),
    PRIMARY KEY (shop, order_id, sku),
    FOREIGN KEY (shop, order_id) REFERENCES orders
);

CREATE TABLE sales.order_tags (
    shop     text    NOT NULL,
    order_id bigint  NOT NULL,
    place    integer NOT NULL,
    tag      text,
    PRIMARY KEY (shop, order_id, place)
);
