CREATE SCHEMA shopify;

CREATE TABLE shopify.configurations (
  id text NOT NULL,
  shop_domain text NOT NULL,
  application_id text NOT NULL,
  autocomplete_enabled boolean,
  user_created_at_least_one_qr boolean,
  nbr_merchandised_queries integer,
  nbrs_pinned_items integer[],
  showing_logo boolean,
  has_changed_sort_orders boolean,
  analytics_enabled boolean,
  use_metafields boolean,
  nbr_metafields integer,
  use_default_colors boolean,
  show_products boolean,
  instant_search_enabled boolean,
  instant_search_enabled_on_collection boolean,
  only_using_faceting_on_collection boolean,
  use_merchandising_for_collection boolean,
  index_prefix text,
  indexing_paused boolean,
  install_channel text,
  export_date date NOT NULL,
  has_specific_prefix boolean NOT NULL,
  source_file text NOT NULL,
  source_line bigint,
  version bytea NOT NULL,
  PRIMARY KEY (id, export_date)
);

-- One row per day that has arrived, for example to see which one is missing.
CREATE VIEW shopify.days AS
SELECT export_date, count(*) AS configurations, count(*) FILTER (WHERE has_specific_prefix) AS with_specific_prefix
FROM shopify.configurations
GROUP BY export_date;
