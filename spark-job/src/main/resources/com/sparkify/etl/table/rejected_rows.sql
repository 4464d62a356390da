CREATE TABLE lake.sparkify.rejected_rows (
  object_key STRING,
  line BIGINT,
  reason STRING,
  raw STRING,
  raw_sha256 STRING,
  run_id STRING,
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
