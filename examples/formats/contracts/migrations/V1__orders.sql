CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer text,
  amount numeric,
  paid boolean,
  updated_at timestamptz NOT NULL,
  source_file text NOT NULL,
  source_line bigint,
  version bytea NOT NULL
);
