-- At which hours (UTC) of which days people listen; weekday 1 is Monday.
SELECT t.weekday, t.hour, count(*) AS plays
FROM sparkify.songplays p
JOIN sparkify.time t ON t.start_time = p.start_time
GROUP BY t.weekday, t.hour
ORDER BY t.weekday, t.hour
