-- Users with at least one play, by ISO week. The week's year is that of its Thursday: 2018-12-31 is in 2019-W01.
-- A week with plays on fewer than seven days may be incomplete.
SELECT concat(extract(YEAROFWEEK FROM p.start_time), '-W', lpad(t.week, 2, '0')) AS iso_week,
  count(DISTINCT p.user_id) AS users,
  count(*) AS plays,
  round(count(*) / count(DISTINCT p.user_id), 1) AS plays_per_user,
  count(DISTINCT to_date(p.start_time)) AS days
FROM sparkify.songplays p
JOIN sparkify.time t ON t.start_time = p.start_time
GROUP BY iso_week
ORDER BY iso_week
