-- Users with at least one play, by ISO week. The week's year is that of its Thursday: 2018-12-31 is in week 1 of 2019.
SELECT extract(YEAROFWEEK FROM p.start_time) AS iso_year, t.week,
  count(DISTINCT p.user_id) AS users,
  count(*) AS plays,
  round(count(*) / count(DISTINCT p.user_id), 1) AS plays_per_user
FROM sparkify.songplays p
JOIN sparkify.time t ON t.start_time = p.start_time
GROUP BY iso_year, t.week
ORDER BY iso_year, t.week
