CREATE TABLE lake.sparkify_internal.song_records (
  object_key STRING,
  line BIGINT,
  song_id STRING,
  title STRING,
  artist_id STRING,
  year INT,
  duration DOUBLE,
  length STRING,
  artist_name STRING,
  artist_location STRING,
  artist_latitude DOUBLE,
  artist_longitude DOUBLE,
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
