-- Which objects brought bad rows, and what was wrong with the first of them.
SELECT object_key, count(*) AS rows, min(line) AS first_line, min_by(reason, line) AS reason,
  min_by(substr(raw, 1, 80), line) AS starts_with
FROM sparkify.rejected_rows
GROUP BY object_key
ORDER BY rows DESC, object_key
