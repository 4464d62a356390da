CREATE TABLE lake.sparkify.load_history (
  bucket STRING,
  object_key STRING,
  etag STRING,
  version_id STRING,
  size BIGINT,
  kind STRING,
  log_partition DATE,
  status STRING,
  rows_read BIGINT,
  plays BIGINT,
  songs BIGINT,
  not_plays BIGINT,
  rejected BIGINT,
  duplicates BIGINT,
  rules_version STRING,
  run_id STRING,
  read_at TIMESTAMP,
  loaded_at TIMESTAMP,
  reason STRING,
  sequence BIGINT,
  shard INT
)
USING iceberg
PARTITIONED BY (shard)
TBLPROPERTIES (
  'format-version'='2',
  'write.metadata.delete-after-commit.enabled'='true',
  'write.metadata.previous-versions-max'='50',
  'write.distribution-mode'='hash',
  'write.metadata.metrics.column.object_key'='full'
)
