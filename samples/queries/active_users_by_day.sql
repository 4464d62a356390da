-- Users with at least one play a day (UTC), and plays by subscription.
SELECT to_date(start_time) AS day,
  count(DISTINCT user_id) AS users,
  count_if(level = 'free') AS free,
  count_if(level = 'paid') AS paid,
  count(*) AS plays
FROM sparkify.songplays
GROUP BY to_date(start_time)
ORDER BY day
