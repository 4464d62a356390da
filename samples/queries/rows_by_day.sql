-- What the log objects that count now held, by log partition: rows = plays + not_plays + rejected + erased.
SELECT coalesce(cast(log_partition AS string), 'no date') AS log_partition, count(*) AS files, sum(rows_read) AS rows,
  sum(plays) AS plays, sum(not_plays) AS not_plays, sum(rejected) AS rejected,
  sum(coalesce(erased, 0)) AS erased
FROM sparkify.load_history
WHERE kind = 'log' AND status = 'loaded'
GROUP BY log_partition
ORDER BY log_partition
