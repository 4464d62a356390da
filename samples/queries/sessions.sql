-- How long people listen: sessions by their number of plays.
SELECT plays, count(*) AS sessions, round(avg(minutes), 1) AS average_minutes
FROM (
  SELECT user_id, session_id, count(*) AS plays,
    (unix_millis(max(start_time)) - unix_millis(min(start_time))) / 60000 AS minutes
  FROM sparkify.songplays
  GROUP BY user_id, session_id)
GROUP BY plays
ORDER BY plays
