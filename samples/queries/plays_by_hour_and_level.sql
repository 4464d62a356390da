-- At which hours (UTC) free and paying users listen.
SELECT t.hour,
  count_if(p.level = 'free') AS free,
  count_if(p.level = 'paid') AS paid
FROM sparkify.songplays p
JOIN sparkify.time t ON t.start_time = p.start_time
GROUP BY t.hour
ORDER BY t.hour
