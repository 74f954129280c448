CREATE SCHEMA sales;

CREATE TABLE products (
    sku     bigint PRIMARY KEY,
    version bytea  NOT NULL
);

CREATE TABLE orders (
    shop    text   NOT NULL,
    id      bigint NOT NULL,
    seq     bigint NOT NULL CONSTRAINT seq_is_small CHECK (seq < 1000),
    version bytea  NOT NULL,
    PRIMARY KEY (shop, id)
);

CREATE TABLE order_lines (
    shop     text    NOT NULL,
    order_id bigint  NOT NULL,
    sku      bigint  NOT NULL CONSTRAINT product_exists REFERENCES products,
    place    integer NOT NULL,
    amount   integer NOT NULL CONSTRAINT amount_is_positive CHECK (amount > 0),
    PRIMARY KEY (order_id, shop, sku),
    UNIQUE (shop, order_id, place),
    CONSTRAINT order_exists FOREIGN KEY (shop, order_id) REFERENCES orders
);

CREATE TABLE sales.order_tags (
    shop     text    NOT NULL,
    order_id bigint  NOT NULL,
    place    integer NOT NULL,
    tag      text,
    seq      bigint  NOT NULL,
    PRIMARY KEY (shop, order_id, place)
);
