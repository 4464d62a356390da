CREATE TABLE lake.sparkify.time (
  start_time TIMESTAMP,
  hour INT,
  day INT,
  week INT,
  month INT,
  year INT,
  weekday INT
)
USING iceberg
PARTITIONED BY (days(start_time))
TBLPROPERTIES (
  'format-version'='2',
  'write.metadata.delete-after-commit.enabled'='true',
  'write.metadata.previous-versions-max'='50',
  'write.distribution-mode'='hash'
)
