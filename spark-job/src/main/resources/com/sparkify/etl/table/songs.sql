CREATE TABLE lake.sparkify.songs (
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
  object_key STRING
)
USING iceberg
TBLPROPERTIES (
  'format-version'='2',
  'write.metadata.delete-after-commit.enabled'='true',
  'write.metadata.previous-versions-max'='50'
)
