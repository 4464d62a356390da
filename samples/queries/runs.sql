-- The newest runs that read something, with the seconds from the first object read to the last batch booked.
SELECT run_id, min(read_at) AS began, count(*) AS files, sum(rows_read) AS rows,
  round((unix_millis(max(loaded_at)) - unix_millis(min(read_at))) / 1000, 1) AS seconds
FROM sparkify.load_history
WHERE run_id IS NOT NULL
GROUP BY run_id
ORDER BY began DESC
LIMIT 20
