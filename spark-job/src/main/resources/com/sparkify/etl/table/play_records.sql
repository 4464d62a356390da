CREATE TABLE lake.sparkify_internal.play_records (
  object_key STRING,
  line BIGINT,
  songplay_id STRING,
  start_time TIMESTAMP,
  user_id STRING,
  session_id BIGINT,
  item_in_session BIGINT,
  level STRING,
  first_name STRING,
  last_name STRING,
  gender STRING,
  location STRING,
  user_agent STRING,
  song STRING,
  artist STRING,
  length STRING
)
USING iceberg
PARTITIONED BY (days(start_time))
TBLPROPERTIES (
  'format-version'='2',
  'write.metadata.delete-after-commit.enabled'='true',
  'write.metadata.previous-versions-max'='50',
  'write.distribution-mode'='hash',
  'write.metadata.metrics.column.object_key'='full'
)
