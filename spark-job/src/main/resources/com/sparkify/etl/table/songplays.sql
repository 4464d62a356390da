CREATE TABLE lake.sparkify.songplays (
  songplay_id STRING,
  start_time TIMESTAMP,
  user_id STRING,
  level STRING,
  song_id STRING,
  artist_id STRING,
  session_id BIGINT,
  location STRING,
  user_agent STRING,
  year INT,
  month INT
)
USING iceberg
PARTITIONED BY (days(start_time))
TBLPROPERTIES (
  'format-version'='2',
  'write.metadata.delete-after-commit.enabled'='true',
  'write.metadata.previous-versions-max'='50',
  'write.distribution-mode'='hash'
)
