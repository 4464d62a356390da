CREATE TABLE lake.sparkify.users (
  user_id STRING,
  first_name STRING,
  last_name STRING,
  gender STRING,
  level STRING,
  last_played_at TIMESTAMP,
  last_session_id BIGINT,
  last_item_in_session BIGINT
)
USING iceberg
TBLPROPERTIES (
  'format-version'='2',
  'write.metadata.delete-after-commit.enabled'='true',
  'write.metadata.previous-versions-max'='50'
)
