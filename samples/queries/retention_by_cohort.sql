-- Of the users whose first play was in a week (from its Monday, UTC), how many played so many weeks later.
WITH active AS (
  SELECT DISTINCT user_id, to_date(date_trunc('WEEK', start_time)) AS week
  FROM sparkify.songplays),
cohorts AS (
  SELECT user_id, week, min(week) OVER (PARTITION BY user_id) AS cohort
  FROM active)
SELECT cohort, cast(datediff(week, cohort) / 7 AS int) AS weeks_later, count(*) AS users,
  round(100 * count(*) / max(count(*)) OVER (PARTITION BY cohort), 1) AS percent
FROM cohorts
GROUP BY cohort, weeks_later
ORDER BY cohort, weeks_later
