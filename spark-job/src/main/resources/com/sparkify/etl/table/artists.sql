CREATE TABLE lake.sparkify.artists (
  artist_id STRING,
  name STRING,
  location STRING,
  latitude DOUBLE,
  longitude DOUBLE
)
USING iceberg
TBLPROPERTIES (
  'format-version'='2',
  'write.metadata.delete-after-commit.enabled'='true',
  'write.metadata.previous-versions-max'='50'
)
